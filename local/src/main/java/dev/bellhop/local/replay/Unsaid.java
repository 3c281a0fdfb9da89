package dev.bellhop.local.replay;

import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Metric;
import java.util.function.Supplier;

/** A replay says what came of it in the end; a line for each message would be as long as the log. */
final class Unsaid implements Journal {

    @Override
    public void note(String outcome, String subject, String detail) {}

    @Override
    public void warn(String outcome, String subject, String detail) {}

    @Override
    public void failed(String outcome, String subject, Throwable cause) {}

    @Override
    public <T> T about(String event, Supplier<T> work) {
        return work.get();
    }

    @Override
    public void forget() {}

    @Override
    public void add(Metric metric, long value, String... dimensions) {}
}
