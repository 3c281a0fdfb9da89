package dev.bellhop.files;

import dev.bellhop.events.FileFacts;
import dev.bellhop.events.FileProblem;
import dev.bellhop.events.OneLine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file as it is kept: once in a workspace, wherever and however often it was shared.
 *
 * @param id Slack's
 * @param name as people call it, {@linkplain OneLine on one line}; empty where Slack didn't say
 * @param mimetype what Slack takes it for
 * @param size in bytes
 * @param user who shared it first, and may have it forgotten
 * @param channels every conversation that it was shared in
 * @param waiting the messages that are still to be answered
 * @param problem what is wrong with it
 * @param excerpt the first lines of its text; empty where there is none
 * @param thumbnail whether there is a thumbnail of it
 * @param text whether there is a text of it
 * @param sharedAt when it was shared first
 * @param revision one more at each change
 */
public record KeptFile(
        String team,
        String id,
        String name,
        String mimetype,
        long size,
        String user,
        Set<String> channels,
        List<Share> waiting,
        FileStatus status,
        Optional<FileProblem> problem,
        FileFacts facts,
        String excerpt,
        boolean thumbnail,
        boolean text,
        Instant sharedAt,
        int revision) {

    /** A larger one is not kept. */
    public static final long MOST_BYTES = 100L * 1024 * 1024;

    /** A picture of more pixels is not decoded: each takes memory, whatever its file is compressed to. */
    public static final long MOST_PIXELS = 50_000_000;

    /** Code points of an excerpt. */
    public static final int MOST_EXCERPT = 600;

    public KeptFile {
        name = OneLine.of(name);
        mimetype = OneLine.of(mimetype);
        channels = Set.copyOf(channels);
        waiting = List.copyOf(waiting);
    }
}
