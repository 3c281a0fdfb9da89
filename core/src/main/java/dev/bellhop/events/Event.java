package dev.bellhop.events;

import java.time.Instant;

/** A fact. Names follow CloudEvents 1.0 (https://github.com/cloudevents/spec). */
public sealed interface Event permits MessageCounted, ReservationEvent, ConfirmationRequested, FileEvent {

    /** CloudEvents {@code type}, with its major version. */
    String type();

    /** CloudEvents {@code subject}: the channel, the resource or the person that it is about. */
    String subject();

    /** CloudEvents {@code time}: when it happened. */
    Instant time();

    /** The Slack workspace. */
    String team();
}
