package dev.bellhop.simulation;

import dev.bellhop.delivery.Request;
import dev.bellhop.reservations.ReserveCommand;
import java.time.Instant;
import java.util.Optional;

/** A command that somebody typed, and what they were answered. */
final class Asked {

    final Request request;
    final ReserveCommand command;

    /** A {@code Result} or an {@code Answer}; empty where they heard nothing, or that it did not work. */
    Optional<Object> answer = Optional.empty();

    /** When they heard it, or that it did not work. */
    Optional<Instant> heard = Optional.empty();

    Asked(Request request, ReserveCommand command) {
        this.request = request;
        this.command = command;
    }

    @Override
    public String toString() {
        return request.identity() + " " + command + " by " + request.user();
    }
}
