package dev.bellhop.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Consumer;

/** Shows what happens, a line each. */
final class Console implements Consumer<Happening> {

    private final PrintStream out;
    private final boolean verbose;
    private final boolean echo;

    /**
     * @param verbose whether what went well is shown of the functions' journals too
     * @param echo whether what people say is shown; on a terminal it stands there already
     */
    Console(PrintStream out, boolean verbose, boolean echo) {
        this.out = out;
        this.verbose = verbose;
        this.echo = echo;
    }

    @Override
    public void accept(Happening happening) {
        switch (happening) {
            case Happening.Said(SlackWorkspace.Message message, String shown) -> {
                if (echo || message.isOfBot()) {
                    print(speaker(message) + ": " + shown);
                }
            }
            case Happening.Invoked(String function, String about, Duration took, var failure) -> {
                if (failure.isPresent()) {
                    print("  %s  FAILED  %s  %s".formatted(function, about, failure.get()));
                } else if (verbose || !about.equals(Happening.SCHEDULE)) {
                    print("  %s  done  %s  %d ms".formatted(function, about, took.toMillis()));
                }
            }
            case Happening.FilteredOut(String function, String about) ->
                print("  %s  not concerned  %s".formatted(function, about));
            case Happening.DeadLettered(String queue, String about) ->
                print("  %s  took a dead letter  %s".formatted(queue, about));
            case Happening.Undelivered(String event, String reason, var again) ->
                print("  slack  not answered in time or well: %s  %s  %s"
                        .formatted(
                                reason,
                                event,
                                again.map(wait -> "again in " + wait.toSeconds() + " s")
                                        .orElse("given up")));
            case Happening.Noted(String function, boolean failed, String outcome, String subject, String detail) -> {
                if (verbose || failed) {
                    print("  %s  %s%s  %s  %s".formatted(function, failed ? "! " : "", outcome, subject, detail));
                }
            }
        }
    }

    /** Prints a line that happenings of other threads don't get into. */
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
