package dev.bellhop.localaws;

/** A function as Lambda sees it: JSON in, JSON out. */
@FunctionalInterface
public interface LocalFunction {

    /**
     * @param requestId the invocation's; a retry of an asynchronous one has the same
     * @throws Exception whatever the function threw
     */
    byte[] invoke(byte[] event, String requestId) throws Exception;
}
