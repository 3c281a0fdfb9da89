package dev.bellhop.subscribers.reservation;

import java.util.List;
import java.util.Optional;

/**
 * What somebody is told outside Slack, as plain text.
 *
 * @param headline one line, which has to do by itself
 * @param when the time that it is about
 * @param lines what else there is to know
 * @param closing how to do something about it; empty where there is nothing to do
 */
record Letter(String headline, Optional<String> when, List<String> lines, String closing) {

    /** Two SMS, and as much as a telephone shows. */
    private static final int LONGEST_BRIEF = 300;

    Letter {
        lines = List.copyOf(lines);
    }

    /** What matters of it, for a telephone. */
    String brief() {
        String text = headline + when.map(time -> ": " + time).orElse("");
        return text.codePointCount(0, text.length()) <= LONGEST_BRIEF
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_BRIEF - 1)) + "…";
    }
}
