package dev.bellhop.events;

import dev.bellhop.delivery.Channel;
import java.time.Instant;

/**
 * Somebody named an address to be told at, and a code has to be sent there. Neither is in it: whoever sends the code looks
 * them up.
 *
 * @param user whose address it is
 * @param channel what kind of address
 */
public record ConfirmationRequested(String team, String user, Channel channel, Instant time) implements Event {

    public static final String TYPE = "bellhop.confirmation.requested.v1";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String subject() {
        return user;
    }
}
