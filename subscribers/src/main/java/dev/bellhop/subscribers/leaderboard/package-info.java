/** Keeps the board of the words that are said most in public channels, batch by batch, from a queue. */
@NullMarked
package dev.bellhop.subscribers.leaderboard;

import org.jspecify.annotations.NullMarked;
