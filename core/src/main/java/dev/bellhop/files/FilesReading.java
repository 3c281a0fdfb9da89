package dev.bellhop.files;

/** What was made of a command: something to do, or a sentence that says why it is nothing. */
public sealed interface FilesReading permits FilesCommand, FilesReading.NotUnderstood {

    /**
     * It is no command.
     *
     * @param why one or two whole sentences; what was typed may be in it, so it has to be escaped for where it is shown
     */
    record NotUnderstood(String why) implements FilesReading {}
}
