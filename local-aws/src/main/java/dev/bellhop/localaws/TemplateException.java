package dev.bellhop.localaws;

/** The template says something that cannot be understood here; the message says what and where. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }
}
