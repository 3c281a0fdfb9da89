package dev.bellhop.slack;

/** Something could not be posted now; it may be later. */
public final class PostFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PostFailedException(String channel, String why) {
        super(message(channel, why));
    }

    PostFailedException(String channel, String why, Throwable cause) {
        super(message(channel, why), cause);
    }

    private static String message(String channel, String why) {
        return "chat.postMessage to " + channel + ": " + why;
    }
}
