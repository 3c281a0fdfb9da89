package dev.bellhop.operations;

import dev.bellhop.delivery.Attempt;

/** Whoever does what operators ask for, which takes longer than Slack waits. */
@FunctionalInterface
public interface OpsWorker {

    /**
     * Has {@code request} done and answered, later.
     *
     * @throws RuntimeException where it could not be handed over; it may be done all the same
     */
    void start(OpsRequest request, Attempt attempt);
}
