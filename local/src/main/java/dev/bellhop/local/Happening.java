package dev.bellhop.local;

import java.time.Duration;
import java.util.Optional;

/** What can be watched of the running system: on the terminal, on a page, in a test. */
public sealed interface Happening {

    /** What a function was invoked with, where that was its schedule. */
    String SCHEDULE = "schedule";

    /**
     * A message stands in the workspace, whoever said it.
     *
     * @param shown its text as people read it
     */
    record Said(SlackWorkspace.Message message, String shown) implements Happening {}

    /** Slack had no 2xx within its 3 s for an event. {@code again} is empty after the last try. */
    record Undelivered(String eventId, String reason, Optional<Duration> again) implements Happening {}

    /**
     * A function was invoked by a subscription, a queue or the schedule, and came to its end.
     *
     * @param about what it was invoked with: an event's type, or whose message it was
     * @param failure the function's error, where it failed
     */
    record Invoked(String function, String about, Duration took, Optional<String> failure) implements Happening {}

    /** A subscription's filter policy kept an event from a function. */
    record FilteredOut(String function, String about) implements Happening {}

    /** Something that could not be delivered or processed is in a dead-letter queue now. */
    record DeadLettered(String queue, String about) implements Happening {}

    /** A line of a function's journal. */
    record Noted(String function, boolean failed, String outcome, String subject, String detail) implements Happening {}
}
