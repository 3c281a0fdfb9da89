package dev.bellhop.files;

import java.time.Instant;

/** What is known of a file. */
public sealed interface Shelved {

    /** It is kept, or on its way. */
    record Kept(KeptFile file) implements Shelved {}

    /**
     * It was kept, and is to go. As long as this stands, nothing that was on its way then brings it back.
     *
     * @param user who had it forgotten
     * @param at what was shared later is kept anew
     */
    record Forgotten(String user, Instant at) implements Shelved {}

    /** Nothing. */
    record Unknown() implements Shelved {}
}
