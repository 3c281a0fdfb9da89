package dev.bellhop.reservations;

import java.util.List;

/**
 * A form of the command, for help.
 *
 * @param form with its parts in angle brackets, what may be left out in square ones
 * @param meaning what it does
 * @param example one that works
 */
public record Usage(String form, String meaning, String example) {

    /** All forms, in the order in which they are shown. */
    public static final List<Usage> ALL = List.of(
            new Usage("/reserve", "Opens a form.", "/reserve"),
            new Usage(
                    "/reserve <resource> [when] [for <length> | until <time>] [in <zone>] [at <location>] [-- reason]",
                    "Books it: from now, for an hour, unless you say otherwise. When can be `now`, `in 30m`, `14:00`,"
                            + " `tomorrow 9am`, `fri 14:00-16:00` or `2026-12-01 10:00`.",
                    "/reserve staging tomorrow 9am for 1h30m in Europe/Berlin at \"Room 5\" -- release"),
            new Usage("/reserve list [<resource> | mine | today]", "Shows what is booked.", "/reserve list mine"),
            new Usage("/reserve cancel <resource | id>", "Gives up what you have.", "/reserve cancel staging"),
            new Usage("/reserve extend <resource | id> <length>", "Keeps it longer.", "/reserve extend staging 30m"),
            new Usage(
                    "/reserve release <resource | id>",
                    "Takes it from its holder, who is told; for operators only.",
                    "/reserve release staging"),
            new Usage("/reserve watch <resource>", "Tells you whenever its bookings change.", "/reserve watch staging"),
            new Usage("/reserve unwatch <resource>", "Stops telling you.", "/reserve unwatch staging"),
            new Usage(
                    "/reserve notify slack | email <address> | sms <+number> | push <endpoint arn>",
                    "Sets how you are told.",
                    "/reserve notify email ada@example.org"),
            new Usage(
                    "/reserve confirm <code>",
                    "Confirms an address with the code that was sent there.",
                    "/reserve confirm 123456"),
            new Usage("/reserve help", "Shows this.", "/reserve help"));

    /** The example of the subcommand {@code name}. */
    static String example(String name) {
        return ALL.stream()
                .map(Usage::example)
                .filter(example -> example.startsWith("/reserve " + name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no subcommand " + name));
    }
}
