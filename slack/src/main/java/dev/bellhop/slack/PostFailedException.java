package dev.bellhop.slack;

import java.util.Optional;

/** Something could not be posted now; it may be later. */
public final class PostFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Slack's own, empty where it said none. */
    private final String error;

    PostFailedException(String channel, String why) {
        this(channel, why, "");
    }

    PostFailedException(String channel, String why, Throwable cause) {
        super(message(channel, why), cause);
        this.error = "";
    }

    private PostFailedException(String channel, String why, String error) {
        super(message(channel, why));
        this.error = error;
    }

    /** Slack says no, and why. */
    static PostFailedException said(String channel, String error) {
        return new PostFailedException(channel, "Slack says " + (error.isEmpty() ? "no, and not why" : error), error);
    }

    /** Slack's reason; empty where it gave none. */
    Optional<String> error() {
        return Optional.of(error).filter(reason -> !reason.isEmpty());
    }

    private static String message(String channel, String why) {
        return "chat.postMessage to " + channel + ": " + why;
    }
}
