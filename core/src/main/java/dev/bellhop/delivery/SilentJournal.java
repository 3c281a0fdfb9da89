package dev.bellhop.delivery;

import java.util.function.Supplier;

/** A journal of what nobody wants to read. */
final class SilentJournal implements Journal {

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
