package dev.bellhop.files;

import dev.bellhop.events.OneLine;

/**
 * A file in a message, as Slack tells of it.
 *
 * @param id Slack's
 * @param name as people call it, {@linkplain OneLine on one line}; empty where Slack doesn't say
 * @param mimetype empty where Slack doesn't say
 * @param size in bytes; 0 where Slack doesn't say
 * @param external whether Slack only links to it
 */
public record SharedFile(String id, String name, String mimetype, long size, boolean external) {

    public SharedFile {
        name = OneLine.of(name);
        mimetype = OneLine.of(mimetype);
    }
}
