package dev.bellhop.files.worker;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Handled;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Once;
import dev.bellhop.events.FileProblem;
import dev.bellhop.events.FileProcessed;
import dev.bellhop.files.FileStore;
import dev.bellhop.files.KeptFile;
import dev.bellhop.files.Share;
import dev.bellhop.files.Shelved;
import dev.bellhop.files.Showing;
import dev.bellhop.files.Showing.Shown;
import dev.bellhop.slack.FileReplies;
import dev.bellhop.slack.FileText;
import java.util.Optional;

/** Answers in the thread where a file was shared, once it was looked into. */
final class Answering {

    private final FileStore store;
    private final Showing showing;
    private final FileReplies replies;
    private final Once once;

    Answering(FileStore store, Showing showing, FileReplies replies, Once once) {
        this.store = store;
        this.showing = showing;
        this.replies = replies;
        this.once = once;
    }

    /** Says what {@code event} tells, once; of what was forgotten meanwhile nothing is said. */
    Handled answer(Identity identity, FileProcessed event, Attempt attempt) {
        return store.find(event.team(), event.file()) instanceof Shelved.Kept(KeptFile file, var tombstones)
                        && isOf(event, file)
                ? once.perform(identity, attempt, () -> say(event, file, attempt))
                : Handled.IGNORED;
    }

    /** It may have been forgotten meanwhile, and shared elsewhere, or be on its way again. */
    private static boolean isOf(FileProcessed event, KeptFile file) {
        return file.channels().contains(Share.of(event).conversation())
                && (file.hasOriginal() || event.problem().isPresent());
    }

    private void say(FileProcessed event, KeptFile file, Attempt attempt) {
        Share share = Share.of(event);
        Optional<FileProblem> problem = event.problem().filter(any -> !file.hasOriginal());
        if (problem.isPresent()) {
            // Meanwhile it may have been shared once more, and be on its way again.
            replies.say(FileText.problem(problem.get(), file.name(), share), share, attempt);
            return;
        }
        switch (showing.show(file, attempt)) {
            case Shown.Picture(String id) -> replies.say(file, share, Optional.of(id), attempt);
            case Shown.Nothing() -> replies.say(file, share, Optional.empty(), attempt);
            case Shown.Forgotten() -> {
                // Nothing is said of it, as if it had been forgotten before.
            }
        }
    }
}
