package dev.bellhop.fuzz;

import java.nio.charset.StandardCharsets;

/** What a fuzzer's bytes mean. */
public final class Bytes {

    private static final int SHORT = 12;
    private static final int LONG = 10_000;

    private Bytes() {}

    /** UTF-8; what is none is half of a surrogate pair, which JSON can have and UTF-8 can't. */
    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace('\uFFFD', '\uD83D');
    }

    /**
     * The same said again and again, where it is short: what goes too deep or takes too long is longer than what a fuzzer makes
     * up. Empty where it is not short.
     */
    public static String longText(byte[] bytes) {
        String text = text(bytes);
        return text.isEmpty() || text.length() > SHORT ? "" : text.repeat(LONG / text.length());
    }
}
