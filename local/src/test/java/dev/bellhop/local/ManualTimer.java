package dev.bellhop.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Does what is to be done later when the test says so. */
final class ManualTimer implements Timer {

    private record Later(Duration pause, Runnable task) {}

    private final List<Later> later = new ArrayList<>();

    @Override
    public synchronized void after(Duration wait, Runnable task) {
        later.add(new Later(wait, task));
    }

    /** Does what was to be done after exactly {@code wait}; not what that leads to. */
    void runAll(Duration wait) {
        List<Later> due;
        synchronized (this) {
            due = later.stream().filter(task -> task.pause().equals(wait)).toList();
            later.removeAll(due);
        }
        due.forEach(task -> task.task().run());
    }
}
