package dev.bellhop.local;

import dev.bellhop.localaws.Happening;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be seen of the running system: on the terminal, on a page, by a test. */
public sealed interface Sighting {

    /** What a function was invoked with, where that was its schedule. */
    String SCHEDULE = "schedule";

    /**
     * A message stands in the workspace, whoever said it.
     *
     * @param shown its text as people read it
     */
    record Said(SlackWorkspace.Message message, String shown) implements Sighting {}

    /** A message was taken away. */
    record Deleted(SlackWorkspace.Message message) implements Sighting {}

    /** A channel is new, or the bot is in it now. */
    record Changed(SlackWorkspace.Channel channel) implements Sighting {}

    /**
     * What a person has open is another stack now.
     *
     * @param views as JSON, from the bottom to the top
     */
    record Opened(SlackWorkspace.User user, List<String> views) implements Sighting {
        public Opened {
            views = List.copyOf(views);
        }
    }

    /**
     * The bot has published what a person sees in its Home.
     *
     * @param view as JSON
     */
    record Home(SlackWorkspace.User user, String view) implements Sighting {}

    /** What a terminal shows one person: a form, what is wrong with it. */
    record Shown(SlackWorkspace.User to, String text) implements Sighting {}

    /** Slack itself tells one person something, where they acted. */
    record Told(SlackWorkspace.User to, SlackWorkspace.Channel in, String text) implements Sighting {}

    /**
     * Slack was not answered with 2xx within 3 s.
     *
     * @param again when it is sent again; empty after the last try
     */
    record Undelivered(String eventId, String reason, Optional<Duration> again) implements Sighting {}

    /**
     * A function that nobody waited for has done its work. That it failed is seen {@linkplain Aws behind the scenes}.
     *
     * @param about what it was invoked with: an event's type, or {@link #SCHEDULE}
     */
    record Done(String function, String about, Duration took) implements Sighting {}

    /**
     * A line of a function's journal.
     *
     * @param failed whether something did not work, and is taken care of
     */
    record Noted(String function, boolean failed, String outcome, String subject, String detail) implements Sighting {}

    /** Behind the scenes: topics, retries, queues, logs. */
    record Aws(Happening happening) implements Sighting {}
}
