package dev.bellhop.files;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Debts;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Outcome;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Reply;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.EventWriter;
import dev.bellhop.events.FileShared;
import dev.bellhop.people.Consent;
import dev.bellhop.words.Message;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Tells the topic of the files of a message: once, however often it is delivered and by whomever it is asked. Nothing is
 * fetched here, for whoever shared them waits.
 */
public final class Sharing {

    /** Slack takes as many with one message. */
    public static final int MOST = 10;

    private final Consent consent;
    private final Delivery delivery;
    private final EventWriter events;
    private final Journal journal;
    private final String source;
    private final Clock clock;

    /** @param source CloudEvents {@code source} of the events */
    public Sharing(
            Consent consent, Delivery delivery, EventWriter events, Journal journal, String source, Clock clock) {
        this.consent = consent;
        this.delivery = delivery;
        this.events = events;
        this.journal = journal;
        this.source = source;
        this.clock = clock;
    }

    /**
     * Publishes that {@code message} shares {@code files}. Whoever shared what can't be kept is told so in its thread.
     *
     * @param files of the message, all of them; at least one
     * @return declined where whoever shared them opted out; nothing was stored then
     * @throws dev.bellhop.delivery.BusyException where it could not be noted in time; it has to be delivered again
     * @throws IllegalArgumentException where the message's {@code ts} is not one
     */
    public Outcome share(Message message, List<SharedFile> files, Replies replies, Attempt attempt) {
        List<OwedEvent> owed = kept(files).stream()
                .map(file -> events.write(envelope(message, file)))
                .toList();
        Debts owes = new Debts(owed, leftOut(files).map(reply -> owed(message, reply)));
        Mark mark = Mark.owing(identity(message), attempt.lease(), clock.instant(), Optional.empty(), owes);
        Outcome outcome =
                delivery.deliver(mark, first -> consent.open(first, message.team(), message.user()), replies, attempt);
        if (outcome instanceof Outcome.Declined) {
            // Not even that somebody in that channel shared something is logged of whoever opted out.
            journal.forget();
        }
        return outcome;
    }

    /** Those of a message's files that are to be kept. */
    public static List<SharedFile> kept(List<SharedFile> files) {
        return files.stream().filter(file -> !file.external()).limit(MOST).toList();
    }

    /** What is to be said of the others; empty where there are none. */
    public static Optional<Reply.FilesLeftOut> leftOut(List<SharedFile> files) {
        int external = (int) files.stream().filter(SharedFile::external).count();
        int tooMany = files.size() - external - kept(files).size();
        return external + tooMany == 0 ? Optional.empty() : Optional.of(new Reply.FilesLeftOut(external, tooMany));
    }

    private static Identity identity(Message message) {
        return new Identity(message.identity().value() + ":files");
    }

    private Envelope envelope(Message message, SharedFile file) {
        FileShared event = new FileShared(
                message.team(),
                message.channel(),
                message.channelType(),
                message.thread(),
                message.user(),
                message.ts(),
                file.id(),
                file.name(),
                file.mimetype(),
                file.size());
        return new Envelope(message.identity().value() + ":" + file.id(), source, event);
    }

    private static OwedReply owed(Message message, Reply reply) {
        return new OwedReply(
                message.way(),
                message.team(),
                message.channel(),
                Optional.of(message.thread().orElse(message.ts())),
                message.user(),
                reply);
    }
}
