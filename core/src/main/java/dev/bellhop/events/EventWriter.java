package dev.bellhop.events;

import dev.bellhop.delivery.OwedEvent;

/** Writes events as they are published. */
@FunctionalInterface
public interface EventWriter {

    /** The event as it will be published; small enough for the topic, its text cut shorter where need be. */
    OwedEvent write(Envelope envelope);
}
