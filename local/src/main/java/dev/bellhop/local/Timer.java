package dev.bellhop.local;

import java.time.Duration;

/** Does something later. A simulation puts its own time behind it. */
@FunctionalInterface
public interface Timer {

    /** Runs {@code task} once {@code wait} is over, in another thread. */
    void after(Duration wait, Runnable task);
}
