package dev.bellhop.files.worker;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Handled;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Once;
import dev.bellhop.events.FileProblem;
import dev.bellhop.events.FileProcessed;
import dev.bellhop.files.FileStore;
import dev.bellhop.files.KeptFile;
import dev.bellhop.files.Links;
import dev.bellhop.files.Share;
import dev.bellhop.files.Shelved;
import dev.bellhop.slack.FileReplies;
import dev.bellhop.slack.FileText;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Answers in the thread where a file was shared, once it was looked into. */
final class Answering {

    /** Slack takes its copy of a picture when the message is posted. */
    private static final Duration GOOD = Duration.ofMinutes(15);

    private final FileStore store;
    private final Links links;
    private final FileReplies replies;
    private final Once once;

    Answering(FileStore store, Links links, FileReplies replies, Once once) {
        this.store = store;
        this.links = links;
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
        Optional<URI> thumbnail = Optional.of(file)
                .filter(KeptFile::thumbnail)
                .map(pictured -> links.show(pictured.keys().thumbnail(), GOOD));
        replies.say(file, share, thumbnail, attempt);
    }
}
