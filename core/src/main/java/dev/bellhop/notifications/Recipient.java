package dev.bellhop.notifications;

import java.util.Optional;

/**
 * Who is told.
 *
 * @param user their id in Slack; empty where only an address is known
 */
public record Recipient(Optional<String> user) {

    static Recipient of(String user) {
        return new Recipient(Optional.of(user));
    }

    /** For marks and logs: never an address. */
    String name() {
        return user.orElse("address");
    }
}
