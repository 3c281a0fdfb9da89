package dev.bellhop.localaws;

/** S3 turns a request down; the message is for people. */
final class S3RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /** @param code as in <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3's list</a> */
    S3RefusedException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
