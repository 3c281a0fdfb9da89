package dev.bellhop.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys that a file's bytes are kept under. Only ids are in them, never what people call a file. */
public final class FileKeys {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private static final Pattern ORIGINAL = Pattern.compile("originals/(" + ID + ")/(" + ID + ")");

    /** Whose file it is, and which. */
    public record Of(String team, String file) {}

    private FileKeys() {}

    /** @throws IllegalArgumentException where an id is none, so that nothing in it can be a path */
    public static String original(String team, String file) {
        return key("originals", team, file);
    }

    /** @see #original */
    public static String thumbnail(String team, String file) {
        return key("thumbnails", team, file);
    }

    /** @see #original */
    public static String text(String team, String file) {
        return key("texts", team, file);
    }

    /**
     * The key of a table of words.
     *
     * @param job what asked for it, of any length and in any characters; the key has its SHA-256
     */
    public static String export(String team, String job) {
        return key("exports", team, hash(job)) + ".csv";
    }

    /** What {@code key} is the original of; empty where it is none. */
    public static Optional<Of> ofOriginal(String key) {
        Matcher parts = ORIGINAL.matcher(key);
        return parts.matches() ? Optional.of(new Of(parts.group(1), parts.group(2))) : Optional.empty();
    }

    private static String key(String folder, String team, String id) {
        return folder + "/" + id(team) + "/" + id(id);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each Java has SHA-256", e);
        }
    }

    private static String id(String text) {
        if (ID.matcher(text).matches()) {
            return text;
        }
        throw new IllegalArgumentException("An id of Slack's has letters and digits alone; this one has not.");
    }
}
