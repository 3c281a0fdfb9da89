/** Answers what Slack posts: one listener a feature, wired in one place. */
@NullMarked
package dev.bellhop.bot;

import org.jspecify.annotations.NullMarked;
