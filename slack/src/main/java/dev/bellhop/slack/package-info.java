/** Writes what people see in Slack: replies, Block Kit and escaping, sent with Slack's own client. */
@NullMarked
package dev.bellhop.slack;

import org.jspecify.annotations.NullMarked;
