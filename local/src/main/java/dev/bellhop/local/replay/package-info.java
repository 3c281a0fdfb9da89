/**
 * Counts again what the event log says was counted: what {@code bin/replay} does, with the bot's and the multiplier's own rules, into
 * tables that an operator names.
 */
@NullMarked
package dev.bellhop.local.replay;

import org.jspecify.annotations.NullMarked;
