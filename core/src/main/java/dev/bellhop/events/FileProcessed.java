package dev.bellhop.events;

import java.util.Optional;

/**
 * What became of a file in one of the conversations that it was shared in.
 *
 * @param problem why there is less to be told of it than there might be; empty where nothing is wrong with it
 * @param facts what was found out; with a problem, as far as it was
 */
public record FileProcessed(
        String team,
        String channel,
        String channelType,
        Optional<String> thread,
        String user,
        String ts,
        String file,
        String name,
        String mimetype,
        long size,
        Optional<FileProblem> problem,
        FileFacts facts)
        implements FileEvent {

    public static final String TYPE = "bellhop.file.processed.v1";

    public FileProcessed {
        name = OneLine.of(name);
        mimetype = OneLine.of(mimetype);
    }

    /** What became of what {@code shared} tells of. */
    public static FileProcessed of(FileShared shared, Optional<FileProblem> problem, FileFacts facts) {
        return new FileProcessed(
                shared.team(),
                shared.channel(),
                shared.channelType(),
                shared.thread(),
                shared.user(),
                shared.ts(),
                shared.file(),
                shared.name(),
                shared.mimetype(),
                shared.size(),
                problem,
                facts);
    }

    @Override
    public String type() {
        return TYPE;
    }
}
