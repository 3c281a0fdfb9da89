/** What whoever operates the bot asks it in Slack: did it work, and where did it not. */
@NullMarked
package dev.bellhop.operations;

import org.jspecify.annotations.NullMarked;
