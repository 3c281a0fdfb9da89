package dev.bellhop.files;

/**
 * A command, and where its answer goes.
 *
 * @param id the identity of the command or the press
 * @param user who asks
 * @param channel where they ask
 * @param responseUrl Slack's {@code response_url}: takes five answers within thirty minutes
 */
public record FilesRequest(
        String id, String team, String user, String channel, String responseUrl, FilesCommand command) {

    /** Without the URL, which whoever has it can answer by, and what is looked for. */
    @Override
    public String toString() {
        return "FilesRequest[" + id + ", " + user + ", " + command.getClass().getSimpleName() + "]";
    }
}
