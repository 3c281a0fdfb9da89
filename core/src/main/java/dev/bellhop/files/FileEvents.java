package dev.bellhop.files;

import dev.bellhop.delivery.Debts;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.delivery.Replies;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.EventWriter;
import dev.bellhop.events.FileProcessed;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is told of a file that was looked into, or can't be. */
final class FileEvents {

    /** For what owes events alone. */
    static final Replies NO_REPLY = reply -> {
        throw new IllegalStateException("What is owed of files is events, and never a reply.");
    };

    private static final String SOURCE = "bellhop/files";

    private final EventWriter writer;

    FileEvents(EventWriter writer) {
        this.writer = writer;
    }

    /** One event for each of {@code shares}, whose id follows from the share, so that it is told of once whoever tells. */
    Debts owed(KeptFile file, Collection<Share> shares) {
        List<OwedEvent> events =
                shares.stream().map(share -> event(file, share)).toList();
        return new Debts(events, Optional.empty());
    }

    private OwedEvent event(KeptFile file, Share share) {
        String id = String.join(":", file.team(), share.channel(), share.ts(), file.id(), "processed");
        return writer.write(new Envelope(
                id,
                SOURCE,
                new FileProcessed(
                        file.team(),
                        share.channel(),
                        share.channelType(),
                        share.thread(),
                        share.user(),
                        share.ts(),
                        file.id(),
                        file.name(),
                        file.mimetype(),
                        file.size(),
                        file.problem(),
                        file.facts())));
    }
}
