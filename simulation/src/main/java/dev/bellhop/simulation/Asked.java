package dev.bellhop.simulation;

import dev.bellhop.delivery.Request;
import dev.bellhop.reservations.ReserveCommand;
import java.time.Instant;
import java.util.Optional;

/** A command that somebody typed, and what they were answered. */
final class Asked {

    final Request request;
    final ReserveCommand command;

    /** When it was typed. */
    final Instant at;

    /** A {@code Result} or an {@code Answer}; empty where they heard nothing, or that it did not work. */
    Optional<Object> answer = Optional.empty();

    /** Something went wrong on the way there, at work, or on the way back. */
    boolean disturbed;

    /** When they heard it, or that it did not work. */
    Optional<Instant> heard = Optional.empty();

    Asked(Request request, ReserveCommand command, Instant at) {
        this.request = request;
        this.command = command;
        this.at = at;
    }

    @Override
    public String toString() {
        return request.identity() + " " + command + " by " + request.user();
    }
}
