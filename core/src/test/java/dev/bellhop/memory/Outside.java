package dev.bellhop.memory;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Metric;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Publisher;
import dev.bellhop.delivery.Replies;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What a test sees from outside: what was published, said and noted. */
public final class Outside implements Publisher, Replies, Journal {

    private final Faults faults;
    private boolean refusing;
    public final List<OwedEvent> published = new ArrayList<>();
    public final List<OwedReply> said = new ArrayList<>();

    /** How many events were published when each reply was made ready. */
    public final List<Integer> readyAfter = new ArrayList<>();

    public final List<String> notes = new ArrayList<>();

    /** What was counted, a line a time: the metric, its value and the values of its dimensions. */
    public final List<String> counted = new ArrayList<>();

    public Outside(Faults faults) {
        this.faults = faults;
    }

    /** The topic says from now on that events are invalid. */
    public void refuseEvents() {
        refusing = true;
    }

    @Override
    public void publish(OwedEvent event, Attempt attempt) throws Refused {
        if (refusing) {
            throw new Refused("invalid", new IllegalArgumentException());
        }
        faults.call("publish", () -> published.add(event));
    }

    @Override
    public Ready ready(OwedReply reply) {
        readyAfter.add(published.size());
        return attempt -> {
            faults.call("say", () -> said.add(reply));
            return reply.way();
        };
    }

    @Override
    public void note(String outcome, String subject, String detail) {
        notes.add(outcome);
    }

    @Override
    public void warn(String outcome, String subject, String detail) {
        notes.add(outcome);
    }

    @Override
    public void failed(String outcome, String subject, Throwable cause) {
        notes.add(outcome);
    }

    @Override
    public <T> T about(String event, Supplier<T> work) {
        return work.get();
    }

    @Override
    public void forget() {
        notes.add("forgotten");
    }

    @Override
    public void add(Metric metric, long value, String... dimensions) {
        if (value != 0) {
            counted.add(String.join(" ", metric.toString(), Long.toString(value), String.join(" ", dimensions))
                    .strip());
        }
    }
}
