package dev.bellhop.files;

/** How far a file is. */
public enum FileStatus {
    /** Its original may not be here yet. */
    FETCHING,
    /** Its original is here, and nobody has looked into it. */
    KEPT,
    /** It was looked into. */
    PROCESSED,
    /** Its original is not kept; the file's problem says why. */
    REFUSED
}
