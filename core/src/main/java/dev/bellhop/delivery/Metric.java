package dev.bellhop.delivery;

import java.util.List;

/**
 * What is measured: all of it. Names and dimensions are what alarms and dashboards go by, and stay. A dimension has few values,
 * for each combination is paid for: never a person, a channel of Slack's or a word.
 */
public enum Metric {
    /** Messages counted. */
    MESSAGES("Messages", Unit.COUNT),
    /** Occurrences of words in them. */
    WORDS("Words", Unit.COUNT),
    /** Answers given to who waits for one. */
    REPLIES("Replies", Unit.COUNT),
    /** Deliveries of what was dealt with before, or is by another attempt. */
    DUPLICATES("Duplicates", Unit.COUNT, Metric.FUNCTION),
    /** Events that are of no concern to whom they reached. */
    IGNORED("Ignored", Unit.COUNT, Metric.FUNCTION),
    /** Requests and messages that nobody can make anything of. */
    INVALID("Invalid", Unit.COUNT, Metric.FUNCTION),
    /** Events that could not be published now, and stay owed. */
    PUBLISHES_OWED("PublishesOwed", Unit.COUNT),
    /** Events that the topic refuses for good. */
    PARKED("Parked", Unit.COUNT),
    /** Marks that a sweep left unfinished or owing. */
    LEFT_OWING("LeftOwing", Unit.COUNT),
    /** Tries to tell somebody: {@code told}, {@code refused} for good, or {@code failed} for now. */
    NOTIFICATIONS("Notifications", Unit.COUNT, "Channel", "Outcome"),
    /** Bookings that were not made or extended, for somebody else has that time or wanted it in the same moment. */
    BOOKING_CONFLICTS("BookingConflicts", Unit.COUNT),
    /** From when it happened, for a message by Slack's own time, to when it was dealt with there. */
    LAG("Lag", Unit.MILLISECONDS, Metric.FUNCTION),
    /** Invocations that were the first of their process. */
    COLD_STARTS("ColdStarts", Unit.COUNT, Metric.FUNCTION);

    /** The dimension that everybody knows of themselves: which function it is, such as {@code bot}. */
    public static final String FUNCTION = "Function";

    /** As CloudWatch calls them. */
    public enum Unit {
        /** Values of an invocation are added up. */
        COUNT("Count"),
        /** Each value of an invocation is kept. */
        MILLISECONDS("Milliseconds");

        private final String label;

        Unit(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    private final String label;
    private final Unit unit;

    @SuppressWarnings("ImmutableEnumChecker") // What List.of returns is immutable.
    private final List<String> dimensions;

    Metric(String label, Unit unit, String... dimensions) {
        this.label = label;
        this.unit = unit;
        this.dimensions = List.of(dimensions);
    }

    public Unit unit() {
        return unit;
    }

    /** The names of its dimensions; none where it is of the system as a whole. */
    public List<String> dimensions() {
        return dimensions;
    }

    @Override
    public String toString() {
        return label;
    }
}
