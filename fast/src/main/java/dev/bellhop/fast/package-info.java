/**
 * Makes the bot's other artifact, for {@code provided.al2023}: its own Java runtime, and beside it what an earlier start of the
 * same classes came to, so that a start need not do it again.
 */
@NullMarked
package dev.bellhop.fast;

import org.jspecify.annotations.NullMarked;
