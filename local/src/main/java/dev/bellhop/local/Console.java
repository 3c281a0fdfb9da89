package dev.bellhop.local;

import dev.bellhop.localaws.Happening;
import java.io.PrintStream;
import java.util.function.Consumer;

/** Shows what is seen, a line each. */
final class Console implements Consumer<Sighting> {

    private final PrintStream out;
    private final boolean verbose;
    private final boolean echo;

    /**
     * @param verbose whether what goes on unasked is shown too: schedules, and what the functions note when all is well
     * @param echo whether what people say is shown; on a terminal it stands there already
     */
    Console(PrintStream out, boolean verbose, boolean echo) {
        this.out = out;
        this.verbose = verbose;
        this.echo = echo;
    }

    @Override
    public void accept(Sighting sighting) {
        switch (sighting) {
            case Sighting.Said(SlackWorkspace.Message message, String shown) -> {
                if (echo || message.isOfBot()) {
                    print(speaker(message) + ": " + shown);
                }
            }
            case Sighting.Shown(SlackWorkspace.User to, String text) -> print("Slack → " + to.name() + ": " + text);
            case Sighting.Told(SlackWorkspace.User to, var in, String text) ->
                print("Slack → " + to.name() + ": " + text);
            case Sighting.Done(String function, String about, var took) -> {
                if (verbose || !about.equals(Sighting.SCHEDULE)) {
                    detail(function, "done", about, took.toMillis() + " ms");
                }
            }
            case Sighting.Undelivered(String event, String reason, var again) ->
                detail(
                        "Slack",
                        "was not answered",
                        event,
                        reason,
                        again.map(wait -> "again in " + wait.toSeconds() + " s").orElse("given up"));
            case Sighting.Noted(String function, boolean failed, String outcome, String subject, String detail) -> {
                if (verbose || failed) {
                    detail(function, outcome, subject, detail);
                }
            }
            case Sighting.Aws(Happening happening) -> show(happening);
            case Sighting.Deleted deleted -> {
                // A terminal takes nothing back.
            }
            case Sighting.Changed changed -> {
                // The bot says so itself where it joined.
            }
            case Sighting.Opened opened -> {
                // It is shown as text.
            }
            case Sighting.Home home -> {
                // Nobody opens it on a terminal.
            }
        }
    }

    private void show(Happening happening) {
        switch (happening) {
            case Happening.InvocationFailed(String function, String id, int attempt, Throwable cause, boolean again) ->
                detail(
                        function,
                        "failed",
                        id,
                        "attempt " + attempt,
                        again ? "again soon" : "given up",
                        cause.toString());
            case Happening.FilteredOut(String subscription, String id) -> detail(subscription, "filtered out", id);
            case Happening.DeliveryFailed(String subscription, String id) -> detail(subscription, "not reached", id);
            case Happening.DeadLettered(String queue, String body) -> detail(queue, "took a dead letter");
            case Happening.Dropped(String from, String body) -> detail(from, "lost for good");
            case Happening.Mailed(var from, var to, String subject, String text, var html) ->
                block("mail to " + String.join(", ", to) + ": " + subject, text);
            case Happening.Texted(String number, String text) -> block("SMS to " + number, text);
            case Happening.Pushed(String endpoint, String text) ->
                block("push to " + endpoint.substring(endpoint.lastIndexOf('/') + 1), text);
            case Happening.Published published -> {
                // Its subscribers' outcomes are shown.
            }
            case Happening.Sent sent -> {
                // Its outcome is shown.
            }
            case Happening.GivenUp gone -> {
                // The dead letter is shown.
            }
            case Happening.Queued queued -> {
                // What is done with it is shown.
            }
            case Happening.Polled polled -> {
                // Its end is shown.
            }
            case Happening.BatchEnded(String queue, String function, String id, var failed, var cause) -> {
                if (!failed.isEmpty()) {
                    detail(
                            function,
                            "failed",
                            id,
                            "at " + failed.size() + " of " + queue,
                            cause.map(Throwable::toString).orElse("as it says"));
                }
            }
            case Happening.ObjectStored stored -> {
                // What is done with it is shown.
            }
            case Happening.ObjectRemoved removed -> {
                // Whoever wanted it gone is told.
            }
            case Happening.ObjectTold told -> {
                // Its outcome is shown.
            }
            case Happening.Invoked invoked -> {
                // Shown with the time that it took.
            }
            case Happening.Logged logged -> {
                // It holds what was said, which is shown.
            }
        }
    }

    private void block(String head, String text) {
        print("  ✉ " + head + "\n" + text.strip().indent(6).stripTrailing());
    }

    private void detail(String... parts) {
        print("  " + String.join("  ", parts));
    }

    /** Prints a line whole, whatever other threads print. */
    synchronized void print(String line) {
        out.println(line);
        out.flush();
    }

    private static String speaker(SlackWorkspace.Message message) {
        String name = message.user().name();
        if (message.onlyFor().isPresent()) {
            return name + " → " + message.onlyFor().get().name() + " (ephemeral)";
        }
        return switch (message.channel().kind()) {
            case IM -> message.isOfBot() ? name + " → " + message.channel().name() + " (direct)" : name + " (direct)";
            case CHANNEL, GROUP ->
                message.channel().equals(SlackWorkspace.GENERAL)
                        ? name
                        : name + " in #" + message.channel().name();
        };
    }
}
