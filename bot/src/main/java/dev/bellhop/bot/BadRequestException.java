package dev.bellhop.bot;

/** The request is not what it claims to be. */
final class BadRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String line;

    /** @param line for whoever sent the request; quotes nothing of it */
    BadRequestException(String line) {
        super(line);
        this.line = line;
    }

    BadRequestException(String line, Throwable cause) {
        super(line, cause);
        this.line = line;
    }

    String line() {
        return line;
    }
}
