package dev.bellhop.bench;

import java.time.Duration;

/**
 * One start of a process up to its first answer.
 *
 * @param init from its start until it asks for its first invocation
 * @param first from there to the answer
 * @param ok whether Slack would take the answer for handled
 * @param cpu what it used of a core for all of that
 */
record ColdStart(Duration init, Duration first, boolean ok, Duration cpu) {

    /** What Slack gives an app. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    Duration total() {
        return init.plus(first);
    }

    /** Whether Slack would have heard in time that it is handled. */
    boolean inTime() {
        return ok && total().compareTo(PATIENCE) <= 0;
    }
}
