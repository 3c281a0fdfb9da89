package dev.bellhop.delivery;

/**
 * An event as it will be published, byte for byte, whoever publishes it.
 *
 * @param id CloudEvents {@code id}
 * @param type CloudEvents {@code type}, also a message attribute
 * @param team the Slack workspace, also a message attribute
 * @param body the whole event as JSON
 */
public record OwedEvent(String id, String type, String team, String body) {}
