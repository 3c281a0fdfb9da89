package dev.bellhop.slack;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Patience;
import dev.bellhop.files.KeptFile;
import dev.bellhop.files.Share;
import java.time.Clock;
import java.util.Optional;

/** Answers whoever shared a file, in the thread of their message; where nothing can be said there, directly. */
public final class FileReplies {

    /** Of a picture that Slack doesn't show, such as one that was deleted just now, it refuses all of the message. */
    private static final String NO_PICTURE = "invalid_blocks";

    private final Posts posts;
    private final Journal journal;

    /** @param pause waits where Slack asks to be called again later */
    public FileReplies(SlackApi api, Patience.Pause pause, Journal journal, Clock clock) {
        this.posts = new Posts(api, pause, clock);
        this.journal = journal;
    }

    /**
     * Answers; returns once Slack has it.
     *
     * @param picture of the file, by the id that Slack has it under
     * @throws PostFailedException where Slack can't be reached or can't take it now
     */
    public void say(KeptFile file, Share share, Optional<String> picture, Attempt attempt) {
        try {
            post(share, FileText.answer(file, share, picture), attempt);
        } catch (PostFailedException e) {
            if (picture.isEmpty() || !e.error().equals(Optional.of(NO_PICTURE))) {
                throw e;
            }
            journal.warn(
                    "thumbnail-refused",
                    file.id(),
                    "Slack does not show " + picture.get() + "; it is answered without");
            post(share, FileText.answer(file, share, Optional.empty()), attempt);
        }
    }

    /**
     * Says something else there.
     *
     * @see #say(KeptFile, Share, Optional, Attempt)
     */
    public void say(Said said, Share share, Attempt attempt) {
        post(share, said, attempt);
    }

    private void post(Share share, Said said, Attempt attempt) {
        posts.post(share.channel(), Optional.of(share.answerThread()), said.text(), said.blocks(), attempt)
                .ifPresent(refusal -> tellDirectly(share, said, refusal, attempt));
    }

    private void tellDirectly(Share share, Said said, String refusal, Attempt attempt) {
        journal.warn("reply-refused", share.channel(), refusal);
        posts.post(share.user(), Optional.empty(), said.text(), said.blocks(), attempt)
                .ifPresent(again -> journal.warn("reply-undeliverable", share.user(), again));
    }
}
