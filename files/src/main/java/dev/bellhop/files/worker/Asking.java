package dev.bellhop.files.worker;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Journal;
import dev.bellhop.files.FileStatus;
import dev.bellhop.files.FilesCommand;
import dev.bellhop.files.FilesRequest;
import dev.bellhop.files.Finding;
import dev.bellhop.files.Forgetting;
import dev.bellhop.files.Forgetting.Forgot;
import dev.bellhop.files.KeptFile;
import dev.bellhop.files.Links;
import dev.bellhop.files.Pictures;
import dev.bellhop.slack.FileText;
import dev.bellhop.slack.Said;
import dev.bellhop.slack.SlackConversations.UnknownConversationsException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Answers what people ask about files. Nobody learns of a file that they may not see, not even that there is one. */
final class Asking {

    /** A link is good for, whoever has it. */
    private static final Duration GOOD = Duration.ofMinutes(15);

    private final Finding finding;
    private final Forgetting forgetting;
    private final Pictures pictures;
    private final Links links;
    private final Journal journal;

    Asking(Finding finding, Forgetting forgetting, Pictures pictures, Links links, Journal journal) {
        this.finding = finding;
        this.forgetting = forgetting;
        this.pictures = pictures;
        this.links = links;
        this.journal = journal;
    }

    /** Something was begun that has to be ended, so it has to come again. */
    static final class UnfinishedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnfinishedException(String request, Throwable cause) {
            super(request + " has to be ended; it comes again.", cause);
        }
    }

    /**
     * Also where it failed, which whoever asks is told.
     *
     * @throws UnfinishedException where it may be half done
     */
    Said answer(FilesRequest request, Attempt attempt) {
        try {
            return answered(request, attempt);
        } catch (UnknownConversationsException e) {
            journal.failed("conversations-unknown", request.id(), e);
            return FileText.conversationsUnknown();
        } catch (RuntimeException e) {
            journal.failed("files-failed", request.id(), e);
            if (request.command() instanceof FilesCommand.Forget) {
                throw new UnfinishedException(request.id(), e);
            }
            return FileText.failed();
        }
    }

    private Said answered(FilesRequest request, Attempt attempt) {
        return switch (request.command()) {
            case FilesCommand.Recent() -> FileText.list(finding.recent(request.team(), request.user(), attempt));
            case FilesCommand.Find(List<String> words) ->
                FileText.found(words, finding.withAll(request.team(), request.user(), words, attempt));
            case FilesCommand.Get(String file) -> get(request, file, attempt);
            case FilesCommand.Forget(String file) -> forget(request, file, attempt);
            case FilesCommand.Export export -> throw new IllegalStateException("An export is a job of its own.");
            case FilesCommand.Help() -> FileText.help();
        };
    }

    private Said get(FilesRequest request, String file, Attempt attempt) {
        Optional<KeptFile> found = finding.one(request.team(), request.user(), file, attempt);
        return found.map(this::link).orElseGet(FileText::noSuchFile);
    }

    private Said link(KeptFile file) {
        if (file.hasOriginal()) {
            return FileText.link(file, links.save(file.keys().original(), file.name(), GOOD), GOOD);
        }
        return file.status() == FileStatus.REFUSED && file.problem().isPresent()
                ? FileText.problem(file.problem().get(), file.name())
                : FileText.notYet(file);
    }

    private Said forget(FilesRequest request, String file, Attempt attempt) {
        return switch (forgetting.forget(request.id(), request.team(), request.user(), file, attempt)) {
            case Forgot.Forgotten(String name, List<String> shown) -> {
                // Last, so that all else is gone also where Slack can't be reached; whoever asks again has the rest go.
                shown.forEach(picture -> pictures.delete(picture, attempt));
                yield FileText.forgotten(name);
            }
            case Forgot.NotTheirs(KeptFile kept) ->
                finding.one(request.team(), request.user(), kept.id(), attempt)
                        .map(FileText::notTheSharer)
                        .orElseGet(FileText::noSuchFile);
            case Forgot.Unknown() -> FileText.noSuchFile();
        };
    }
}
