/**
 * The whole system in one JVM on a clock of its own, under faults: it begins below Bolt, ends above the SDK, and is made of
 * {@code core}'s own classes on ports in memory. One thread runs at a time and hands over only where it calls a port, so a
 * {@linkplain dev.bellhop.simulation.Simulation schedule} is its seed, and runs the same again.
 */
@NullMarked
package dev.bellhop.simulation;

import org.jspecify.annotations.NullMarked;
