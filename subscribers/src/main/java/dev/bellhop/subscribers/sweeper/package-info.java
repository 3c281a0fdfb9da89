/** Finishes what others left: marks that are still owing, and dead letters once their cause is mended. */
@NullMarked
package dev.bellhop.subscribers.sweeper;

import org.jspecify.annotations.NullMarked;
