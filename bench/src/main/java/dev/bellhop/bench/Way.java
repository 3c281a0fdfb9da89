package dev.bellhop.bench;

import dev.bellhop.lambdaprocess.SlackRequest;
import java.io.IOException;

/** A way of counting words, whole, in this JVM, so that what it uses can be counted. */
interface Way extends AutoCloseable {

    /** What Lambda itself writes of an invocation: the lines {@code START}, {@code END} and {@code REPORT}. */
    int PLATFORM_BYTES = 390;

    /** What CloudWatch Logs adds to each line. */
    int BYTES_A_LINE = 26;

    String name();

    /** Slack delivers something, and is answered. */
    void deliver(SlackRequest request) throws IOException, InterruptedException;

    /** Waits until everything is done that follows from what was delivered. */
    void settle();

    /** Whether something that is delivered a second time is answered a second time. */
    boolean answersRepeats();

    /** What is there for a word. */
    long count(String word);

    /** All that it has used so far. */
    Usage usage();

    @Override
    void close();
}
