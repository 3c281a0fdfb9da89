package dev.bellhop.events;

import java.util.Optional;

/** A file was shared with the bot, and is to be kept. What is said of it is what Slack says; nobody has looked into it yet. */
public record FileShared(
        String team,
        String channel,
        String channelType,
        Optional<String> thread,
        String user,
        String ts,
        String file,
        String name,
        String mimetype,
        long size)
        implements FileEvent {

    public static final String TYPE = "bellhop.file.shared.v1";

    public FileShared {
        name = OneLine.of(name);
        mimetype = OneLine.of(mimetype);
    }

    @Override
    public String type() {
        return TYPE;
    }
}
