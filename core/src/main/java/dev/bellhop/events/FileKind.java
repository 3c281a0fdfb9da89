package dev.bellhop.events;

/** What a file is by its content, whatever its name and Slack say. */
public enum FileKind {
    PICTURE,
    /** With pages, such as a PDF. */
    DOCUMENT,
    /** Plain text and Markdown. */
    TEXT,
    /** Kept, and not looked into. */
    OTHER
}
