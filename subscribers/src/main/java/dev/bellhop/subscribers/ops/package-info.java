/** Does what operators ask for in Slack, and answers there: looks into logs and dead letters, and has them redriven. */
@NullMarked
package dev.bellhop.subscribers.ops;

import org.jspecify.annotations.NullMarked;
