package dev.bellhop.bench;

import java.time.Instant;
import java.util.List;

/**
 * What a rate came to.
 *
 * @param messages there is one at least
 * @param from when the first was sent
 * @param to when everything was done
 */
record Held(List<Deliveries.Delivered> messages, Instant from, Instant to) {

    /** Where the 99th percentile is more than this of the median, the rate is not held. */
    static final double MOST_OF_MEDIAN = 5;

    Held {
        messages = List.copyOf(messages);
    }

    /** How long first answers took, in ms. */
    Sample times() {
        return new Sample(messages.stream()
                .map(message -> Figures.millis(message.first()))
                .toList());
    }

    /** How many were answered 200 at the first try. */
    long atOnce() {
        return messages.stream().filter(Deliveries.Delivered::atOnce).count();
    }

    /** How many were answered 200 at one of their tries. */
    long heard() {
        return messages.stream().filter(Deliveries.Delivered::heard).count();
    }

    /** How often they were sent. */
    long tries() {
        return messages.stream().mapToLong(one -> one.statuses().size()).sum();
    }

    boolean isHeld() {
        return atOnce() == messages.size() && times().percentile(99) <= MOST_OF_MEDIAN * times().median();
    }
}
