package dev.bellhop.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How many messages each variant is given, turn by turn: all the same, in the time that the slowest has for them. */
final class Turns {

    /** Long enough that what a pause costs, connections that were dropped meanwhile, is no more than once in so many. */
    private static final int LONGEST = 100;

    /** Else there would be no turns, and whatever else the machine does would meet one of the variants. */
    private static final int LEAST_TURNS = 4;

    private Turns() {}

    /**
     * The lengths of the turns.
     *
     * @param messages no more than so many in all
     * @param time no longer than this in all
     * @param each what one takes the slowest
     */
    static List<Integer> of(int messages, Duration time, Duration each) {
        long inTime = time.toNanos() / Math.max(1, each.toNanos());
        int all = Math.clamp(inTime, 1, messages);
        int turn = Math.min(LONGEST, Math.ceilDiv(all, LEAST_TURNS));
        List<Integer> turns = new ArrayList<>();
        for (int left = all; left > 0; left -= turn) {
            turns.add(Math.min(turn, left));
        }
        return turns;
    }
}
