package dev.bellhop.slack;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Patience;
import java.time.Clock;
import java.util.Optional;

/** Tells one person something, in their conversation with the bot. */
public final class DirectMessages {

    private final Posts posts;

    /** @param pause waits where Slack asks to be called again later */
    public DirectMessages(SlackApi api, Patience.Pause pause, Clock clock) {
        this.posts = new Posts(api, pause, clock);
    }

    /**
     * Sends it; returns once Slack has it.
     *
     * @return Slack's error where no later try will be taken
     * @throws PostFailedException where Slack can't be reached or can't take it now
     */
    public Optional<String> send(String user, Said said, Attempt attempt) {
        return posts.post(user, Optional.empty(), said.text(), said.blocks(), attempt);
    }
}
