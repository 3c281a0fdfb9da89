package dev.bellhop.reservations;

/** What somebody's words came to: a command, or why they are none. */
public sealed interface Reading permits ReserveCommand, Refusal {}
