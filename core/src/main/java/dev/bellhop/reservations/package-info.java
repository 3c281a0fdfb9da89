/**
 * Booking shared things: what people type, which bookings may stand beside each other, and how they are made and changed
 * so that nobody ever has the same thing twice.
 */
@NullMarked
package dev.bellhop.reservations;

import org.jspecify.annotations.NullMarked;
