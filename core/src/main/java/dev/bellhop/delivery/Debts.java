package dev.bellhop.delivery;

import java.util.List;
import java.util.Optional;

/**
 * What a mark owes to the world outside its transaction.
 *
 * @param events still to be published
 * @param reply still to be said
 * @param parked refused by the topic as invalid, so never tried again; kept for an operator
 */
public record Debts(List<OwedEvent> events, Optional<OwedReply> reply, List<OwedEvent> parked) {

    public static final Debts NONE = new Debts(List.of(), Optional.empty(), List.of());

    public Debts {
        events = List.copyOf(events);
        parked = List.copyOf(parked);
    }

    public Debts(List<OwedEvent> events, Optional<OwedReply> reply) {
        this(events, reply, List.of());
    }

    /** Whether there is anything left to do; what is parked is not. */
    public boolean isPaid() {
        return events.isEmpty() && reply.isEmpty();
    }
}
