/**
 * The mark: how an effect happens exactly once although Slack retries, SNS and SQS deliver again and processes die
 * anywhere. Everything that changes a table does it in one transaction with a {@link dev.bellhop.delivery.Mark}; what
 * can't be in a transaction (a reply, a published event) is owed by the mark until it was done.
 *
 * <p>{@code docs/decisions.md} has the table of states and the table of crashes.
 */
@NullMarked
package dev.bellhop.delivery;

import org.jspecify.annotations.NullMarked;
