package dev.bellhop.operations;

/**
 * A command, and where its answer goes.
 *
 * @param id the command's identity
 * @param user who asks
 * @param responseUrl Slack's {@code response_url}: takes five answers within thirty minutes
 */
public record OpsRequest(String id, String user, String responseUrl, OpsCommand command) {

    /** Without the URL, which whoever has it can answer by. */
    @Override
    public String toString() {
        return "OpsRequest[" + id + ", " + user + ", " + command.getClass().getSimpleName() + "]";
    }
}
