/** Keeps every event as one line of a log group, where operators can query who said what where. */
@NullMarked
package dev.bellhop.subscribers.logger;

import org.jspecify.annotations.NullMarked;
