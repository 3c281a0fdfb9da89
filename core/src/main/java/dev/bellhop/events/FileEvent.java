package dev.bellhop.events;

import java.time.Instant;
import java.util.Optional;

/** Something happened to a file that was shared in Slack. */
public sealed interface FileEvent extends Event permits FileShared, FileProcessed {

    String channel();

    /** Slack's {@code channel}, {@code group}, {@code im} or {@code mpim}; {@code unknown} where Slack didn't say. */
    String channelType();

    /** {@code thread_ts} of the thread that the message with the file stands in, where it stands in one. */
    Optional<String> thread();

    /** Who said the message, and with it shared the file. */
    String user();

    /** The message's. */
    String ts();

    /** Slack's id of the file. */
    String file();

    /** As people call it, {@linkplain OneLine on one line}; empty where Slack didn't say. Never a part of a path. */
    String name();

    /** What Slack takes it for, such as {@code image/png}; empty where Slack didn't say. */
    String mimetype();

    /** Bytes; 0 where Slack didn't say. */
    long size();

    @Override
    default String subject() {
        return channel();
    }

    @Override
    default Instant time() {
        return Ts.time(ts());
    }
}
