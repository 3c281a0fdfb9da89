package dev.bellhop.bot;

import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Replies;
import dev.bellhop.slack.SlackReplies;
import java.time.Clock;
import java.time.Duration;

/**
 * Tells the channel what was changed, beside the answer that whoever asked gets in the response. However slow Slack is with
 * it, there has to be time left for that answer; a line that was not taken stays owed.
 */
final class LinesAside implements Replies {

    private static final Duration MOST = Duration.ofSeconds(1);

    private final SlackReplies replies;
    private final Clock clock;

    LinesAside(SlackReplies replies, Clock clock) {
        this.replies = replies;
        this.clock = clock;
    }

    @Override
    public Ready ready(OwedReply reply) {
        Ready line = replies.aside(reply);
        return attempt -> line.say(attempt.within(MOST, clock));
    }
}
