package dev.bellhop.files.worker;

import com.google.gson.JsonObject;
import dev.bellhop.aws.FilesJson;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Handled;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Once;
import dev.bellhop.files.FileBytes;
import dev.bellhop.files.FileKeys;
import dev.bellhop.files.FilesCommand;
import dev.bellhop.files.FilesRequest;
import dev.bellhop.files.Links;
import dev.bellhop.files.Scratch;
import dev.bellhop.slack.FileText;
import dev.bellhop.slack.Interactions;
import dev.bellhop.slack.Said;
import dev.bellhop.words.AllWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Writes the words of a workspace as a table. It may take longer than whoever invokes a function would have it, so it is put into
 * the queue of jobs first, and given a link to when it is done.
 */
final class Exporting {

    /** The field by which a job is told from an event; its value is the job's kind. */
    static final String JOB = "job";

    static final String EXPORT = "export";

    private static final Duration GOOD = Duration.ofMinutes(15);

    private final AllWords words;
    private final FileBytes bytes;
    private final Links links;
    private final SqsClient sqs;
    private final String queueUrl;
    private final Once once;
    private final Interactions interactions;

    Exporting(
            AllWords words,
            FileBytes bytes,
            Links links,
            SqsClient sqs,
            String queueUrl,
            Once once,
            Interactions interactions) {
        this.words = words;
        this.bytes = bytes;
        this.links = links;
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.once = once;
        this.interactions = interactions;
    }

    boolean isFor(FilesRequest request) {
        return request.command() instanceof FilesCommand.Export;
    }

    /** Puts the job into the queue; whoever asks is answered when it is done. */
    Optional<Said> queue(FilesRequest request, Attempt attempt) {
        JsonObject job = FilesJson.write(request);
        job.addProperty(JOB, EXPORT);
        sqs.sendMessage(message -> message.queueUrl(queueUrl).messageBody(job.toString()));
        return Optional.empty();
    }

    /**
     * Does the job and answers, once.
     *
     * @throws IllegalArgumentException where it is another kind of job
     */
    Handled export(Identity identity, FilesRequest request, Attempt attempt) {
        if (!(request.command() instanceof FilesCommand.Export(Optional<Instant> since))) {
            throw new IllegalArgumentException("There is no such job; there is: " + EXPORT + ".");
        }
        return once.perform(identity, attempt, () -> export(request, since, attempt));
    }

    private void export(FilesRequest request, Optional<Instant> since, Attempt attempt) {
        String key = FileKeys.export(request.team(), request.id());
        long rows;
        try (Scratch scratch = new Scratch()) {
            Path table = scratch.file("words.csv");
            rows = write(request.team(), since, table);
            bytes.put(key, table, "text/csv; charset=utf-8");
        }
        Said said = FileText.exported(rows, links.save(key, "words.csv", GOOD), GOOD);
        if (!interactions.respond(request.responseUrl(), request.id(), said, Interactions.Place.BELOW, attempt)) {
            throw new IllegalStateException(request.id() + " could not be answered; the line above says why.");
        }
    }

    private long write(String team, Optional<Instant> since, Path to) {
        try (WordTable table = new WordTable(to)) {
            words.each(team, (word, spoken) -> {
                if (since.isEmpty()
                        || spoken.last()
                                .filter(last -> !last.isBefore(since.get()))
                                .isPresent()) {
                    table.row(word, spoken);
                }
            });
            return table.rows();
        } catch (IOException e) {
            throw new UncheckedIOException("The table can't be written", e);
        }
    }
}
