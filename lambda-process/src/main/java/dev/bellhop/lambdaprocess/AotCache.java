package dev.bellhop.lambdaprocess;

/** Whether a JVM took its classes from a cache of an earlier start. It goes on without where it can't. */
public final class AotCache {

    /** Has it say so, for {@link #used}. */
    public static final String LOGGED = "-Xlog:aot";

    private AotCache() {}

    /** @param printed by a JVM that was started with {@link #LOGGED} */
    public static boolean used(String printed) {
        return printed.contains("Using AOT-linked classes: true");
    }
}
