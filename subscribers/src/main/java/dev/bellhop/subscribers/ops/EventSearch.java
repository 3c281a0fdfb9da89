package dev.bellhop.subscribers.ops;

import dev.bellhop.aws.EventJson;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.events.ConfirmationRequested;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.FileEvent;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.events.ReservationEvent;
import dev.bellhop.operations.OpsAnswer;
import dev.bellhop.operations.OpsCommand;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/** {@code /ops logs}: who said what where. */
final class EventSearch {

    /** As many as one reads in Slack. */
    static final int MOST_SHOWN = 20;

    /** What the filter can look for before a line is read; any other word is looked for in every line. */
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9_]+");

    private final LogSearch search;
    private final String group;
    private final Clock clock;

    EventSearch(LogSearch search, String group, Clock clock) {
        this.search = search;
        this.group = group;
        this.clock = clock;
    }

    OpsAnswer of(OpsCommand.Logs asked, Attempt attempt) {
        Found found = new Found();
        String pattern = asked.word()
                .filter(word -> PLAIN.matcher(word).matches())
                .map(word -> '"' + word + '"')
                .orElse("");
        Instant since = clock.instant().minus(asked.since());
        LogSearch.Lines lines = search.lines(group, pattern, since);
        while (!lines.areOver() && search.hasTime(attempt)) {
            lines.next(attempt).forEach(line -> entry(line, asked.word()).ifPresent(found::add));
        }
        return new OpsAnswer.Logs(asked, List.copyOf(found.newest), found.count, lines.areOver(), lines.latest());
    }

    private static final class Found {
        final Deque<OpsAnswer.Entry> newest = new ArrayDeque<>();
        int count;

        void add(OpsAnswer.Entry entry) {
            count++;
            newest.addLast(entry);
            if (newest.size() > MOST_SHOWN) {
                newest.removeFirst();
            }
        }
    }

    private static Optional<OpsAnswer.Entry> entry(FilteredLogEvent line, Optional<String> word) {
        try {
            Envelope envelope = EventJson.read(line.message());
            return isWith(word, envelope) ? Optional.of(entry(envelope)) : Optional.empty();
        } catch (RuntimeException e) {
            // What other services publish is in the log too, as they wrote it.
            Instant time = Instant.ofEpochMilli(line.timestamp());
            return word.isPresent()
                    ? Optional.empty()
                    : Optional.of(
                            new OpsAnswer.Entry(time, "of another service", line.eventId(), Optional.empty(), "", ""));
        }
    }

    private static boolean isWith(Optional<String> word, Envelope envelope) {
        return word.isEmpty()
                || (envelope.event() instanceof MessageCounted counted
                        && counted.words().stream().anyMatch(said -> said.word().equals(word.get())));
    }

    private static OpsAnswer.Entry entry(Envelope envelope) {
        return switch (envelope.event()) {
            case MessageCounted counted -> entry(envelope, Optional.of(counted.user()), counted.text());
            case ReservationEvent reserved ->
                entry(envelope, Optional.of(reserved.reservation().user()), "");
            case ConfirmationRequested asked -> entry(envelope, Optional.empty(), "");
            case FileEvent file -> entry(envelope, Optional.of(file.user()), "");
        };
    }

    private static OpsAnswer.Entry entry(Envelope envelope, Optional<String> user, String text) {
        return new OpsAnswer.Entry(
                envelope.event().time(),
                envelope.event().type(),
                envelope.id(),
                user,
                envelope.event().subject(),
                text);
    }
}
