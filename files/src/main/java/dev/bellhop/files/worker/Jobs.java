package dev.bellhop.files.worker;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bellhop.aws.AwsJson;
import dev.bellhop.aws.EventJson;
import dev.bellhop.aws.FilesJson;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Handled;
import dev.bellhop.delivery.Identity;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.Event;
import dev.bellhop.events.FileProcessed;
import dev.bellhop.events.FileShared;
import dev.bellhop.files.FilesRequest;
import dev.bellhop.files.Keeping;
import java.util.Optional;

/** What comes out of the queue of jobs, each to whom it is for. */
final class Jobs {

    private final String subscriber;
    private final Keeping keeping;
    private final Answering answering;
    private final Exporting exporting;

    /** @param subscriber whose marks are kept apart from others' of the same event */
    Jobs(String subscriber, Keeping keeping, Answering answering, Exporting exporting) {
        this.subscriber = subscriber;
        this.keeping = keeping;
        this.answering = answering;
        this.exporting = exporting;
    }

    /**
     * Does it.
     *
     * @param times how often it came, this time included
     * @throws IllegalArgumentException where it is a job that nobody knows
     * @throws EventJson.MalformedEventException where it is neither job nor event
     * @throws RuntimeException where it has to come again
     */
    Handled take(String body, int times, Attempt attempt) {
        Optional<FilesRequest> job = job(body);
        if (job.isPresent()) {
            return exporting.export(identity(job.get().id()), job.get(), attempt);
        }
        Envelope envelope = EventJson.read(body);
        Identity identity = identity(envelope.id());
        return switch (envelope.event()) {
            case FileShared shared -> keeping.keep(identity, shared, times, attempt);
            case FileProcessed processed -> answering.answer(identity, processed, attempt);
            case Event other -> Handled.IGNORED;
        };
    }

    private Identity identity(String id) {
        return Identity.atSubscriber(subscriber, id);
    }

    /**
     * What is in the queue and no event is a request that takes long, with the kind of its job. What has a type is an event: whoever
     * may publish to the topic may tell of something, and not have it done.
     */
    private static Optional<FilesRequest> job(String body) {
        JsonElement parsed;
        try {
            parsed = JsonParser.parseString(body);
        } catch (JsonParseException e) {
            // It is no event either, which is said there.
            return Optional.empty();
        }
        if (!(parsed instanceof JsonObject json) || !json.has(Exporting.JOB) || json.has("type")) {
            return Optional.empty();
        }
        return switch (AwsJson.text(json, Exporting.JOB)) {
            case Exporting.EXPORT -> Optional.of(FilesJson.read(json));
            default -> throw new IllegalArgumentException("There is no such job; there is: " + Exporting.EXPORT + ".");
        };
    }
}
