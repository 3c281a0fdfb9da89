package dev.bellhop.delivery;

import java.util.Optional;

/**
 * An answer that someone waits for, and where it goes.
 *
 * @param way how the message came, and so how its answer is best given
 * @param thread {@code thread_ts} of the thread that the message stands in, where it is in one
 * @param user who said it; told directly where the channel can't be told
 */
public record OwedReply(Way way, String team, String channel, Optional<String> thread, String user, Reply reply) {}
