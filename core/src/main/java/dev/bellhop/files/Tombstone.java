package dev.bellhop.files;

import java.time.Instant;
import java.util.Optional;

/**
 * A life of a file that was forgotten. As long as this stands, nothing that was on its way then brings it back.
 *
 * @param generation which life it was
 * @param user who had it forgotten
 * @param at what was shared later is kept anew
 * @param request that it was forgotten by, which may come again
 * @param picture by which id Slack shows its thumbnail, or did
 */
public record Tombstone(long generation, String user, Instant at, String request, Optional<String> picture) {}
