package dev.bellhop.bot;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Journal;
import dev.bellhop.files.FilesRequest;
import dev.bellhop.files.FilesWorker;
import dev.bellhop.slack.FileText;
import dev.bellhop.slack.Said;
import java.util.Optional;

/** Hands over what is asked about files to whoever has them, for the bot itself has none. */
final class FilesDesk {

    private final Optional<FilesWorker> worker;
    private final Journal journal;

    /** @param worker empty where none is deployed */
    FilesDesk(Optional<FilesWorker> worker, Journal journal) {
        this.worker = worker;
        this.journal = journal;
    }

    /** Why it was not handed over; empty where it was. */
    Optional<Said> start(FilesRequest request, Attempt attempt) {
        if (worker.isEmpty()) {
            return Optional.of(FileText.notSetUp());
        }
        try {
            worker.get().start(request, attempt);
            return Optional.empty();
        } catch (RuntimeException e) {
            journal.failed("files-failed", request.id(), e);
            return Optional.of(FileText.notStarted());
        }
    }
}
