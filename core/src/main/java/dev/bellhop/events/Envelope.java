package dev.bellhop.events;

/**
 * An event with what CloudEvents calls its context.
 *
 * @param id derived from the identity of what happened, so that a repeat has the same
 * @param source who committed the fact, such as {@code bellhop/bot}
 */
public record Envelope(String id, String source, Event event) {}
