package dev.bellhop.delivery;

import java.util.Optional;

/**
 * Who asks for something, and where the answer goes.
 *
 * @param identity of the command, the press of a button or the sending of a form
 * @param thread {@code thread_ts}, where a button is in one
 */
public record Request(Identity identity, Way way, String team, String channel, Optional<String> thread, String user) {

    /** {@code reply} as it is owed to whoever asks. */
    public OwedReply owed(Reply reply) {
        return new OwedReply(way, team, channel, thread, user, reply);
    }
}
