/** Tells people what happened to bookings, in the way that each of them chose. */
@NullMarked
package dev.bellhop.subscribers.reservation;

import org.jspecify.annotations.NullMarked;
