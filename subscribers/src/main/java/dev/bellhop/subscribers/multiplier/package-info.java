/** Shows how a subscriber changes what the bot says: it adds a bonus to each word of a counted message. */
@NullMarked
package dev.bellhop.subscribers.multiplier;

import org.jspecify.annotations.NullMarked;
