package dev.bellhop.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that a file's bytes are kept under. Only ids and a number are in them, never what people call a file.
 *
 * @param generation which of the file's lives it is. What was forgotten, or whose time was over, is kept anew under other keys: so a
 *     put is never refused for what a former life left, and whatever is late for that life takes nothing of this one away.
 */
public record FileKeys(String team, String file, long generation) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private static final Pattern ORIGINAL = Pattern.compile("originals/(" + ID + ")/(" + ID + ")/([0-9]{1,18})");

    /** @throws IllegalArgumentException where an id is none */
    public FileKeys {
        requireIds(team, file);
    }

    /** @throws IllegalArgumentException where one is none, so that nothing in it can be a path */
    static void requireIds(String... ids) {
        for (String id : ids) {
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException("An id of Slack's has letters and digits alone; this one has not.");
            }
        }
    }

    public String original() {
        return key("originals");
    }

    public String thumbnail() {
        return key("thumbnails");
    }

    public String text() {
        return key("texts");
    }

    private String key(String folder) {
        return folder + "/" + team + "/" + file + "/" + generation;
    }

    /** What {@code key} is the original of; empty where it is none. */
    public static Optional<FileKeys> ofOriginal(String key) {
        Matcher parts = ORIGINAL.matcher(key);
        return parts.matches()
                ? Optional.of(new FileKeys(parts.group(1), parts.group(2), Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    /**
     * The key of a table of words.
     *
     * @param job what asked for it, of any length and in any characters; the key has its SHA-256
     * @throws IllegalArgumentException where the workspace's id is none
     */
    public static String export(String team, String job) {
        requireIds(team);
        return "exports/" + team + "/" + hash(job) + ".csv";
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each Java has SHA-256", e);
        }
    }
}
