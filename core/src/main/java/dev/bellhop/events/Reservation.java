package dev.bellhop.events;

import java.time.Instant;
import java.util.Optional;

/**
 * A booking as it was when something happened to it.
 *
 * @param id short enough to type, unique in its workspace
 * @param revision 1 when it is made, one more at each change; of two events the one with the higher revision is later
 * @param resource what is booked, in lower case
 * @param location which of them; empty for the whole resource
 * @param user whose booking it is
 * @param start the first instant of it
 * @param end the first instant after it
 * @param zone IANA id of the zone that its times were given in
 * @param reason as it was given; empty where none was
 */
public record Reservation(
        String team,
        String id,
        int revision,
        String resource,
        Optional<String> location,
        String user,
        Instant start,
        Instant end,
        String zone,
        String reason) {}
