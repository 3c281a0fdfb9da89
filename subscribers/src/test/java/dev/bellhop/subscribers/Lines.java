package dev.bellhop.subscribers;

import dev.bellhop.delivery.Journal;
import java.util.ArrayList;
import java.util.List;

/** A journal to read. */
public final class Lines implements Journal {

    private final List<String> lines = new ArrayList<>();

    @Override
    public synchronized void note(String outcome, String subject, String detail) {
        lines.add(outcome + " " + subject + " " + detail);
    }

    @Override
    public synchronized void failed(String outcome, String subject, Throwable cause) {
        lines.add(outcome + " " + subject + " " + cause.getMessage());
    }

    public synchronized List<String> all() {
        return List.copyOf(lines);
    }
}
