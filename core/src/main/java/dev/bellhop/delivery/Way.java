package dev.bellhop.delivery;

/** How an answer reaches Slack. */
public enum Way {
    /** Posted through Slack's Web API, after an event. */
    EVENT,
    /** The body of the HTTP response to a legacy outgoing webhook. */
    WEBHOOK,
    /** The body of the HTTP response to a slash command, a button or a modal; later, a message that only the asker sees. */
    INTERACTION
}
