package dev.bellhop.people;

import dev.bellhop.delivery.Identity;
import java.time.Duration;
import java.time.Instant;

/**
 * A code on its way to an address and back, which shows that whoever named the address reads what is sent there.
 *
 * @param request for which the code was made; whoever is to send another request's code sends none
 * @param code six digits
 * @param until from then on it is good for nothing
 * @param missed how often another code came back
 * @param asked how many codes were made since {@code since}
 * @param version as it was read; 0 where nothing is stored
 */
public record Confirmation(
        String team,
        String user,
        Address address,
        Identity request,
        String code,
        Instant until,
        int missed,
        int asked,
        Instant since,
        long version) {

    /** How long a code is good. */
    public static final Duration GOOD = Duration.ofMinutes(15);

    /** How often one may be wrong about a code: with six digits, guessing is of no use. */
    public static final int MOST_MISSED = 5;

    /** So many may be asked for in a {@link #SPAN}: nobody's telephone is to be filled, nor a code guessed in the end. */
    static final int MOST_ASKED = 5;

    static final Duration SPAN = Duration.ofDays(1);

    /** Whether the right code would still do. */
    public boolean isWaiting(Instant now) {
        return now.isBefore(until) && missed < MOST_MISSED;
    }

    boolean isSpent(Instant now) {
        return asked >= MOST_ASKED && now.isBefore(mayAskAgain());
    }

    Instant mayAskAgain() {
        return since.plus(SPAN);
    }

    /** The first code for an address, or the next one: the one before is good for nothing any more. */
    Confirmation next(Address next, Identity asking, String newCode, Instant now) {
        boolean within = now.isBefore(mayAskAgain());
        return new Confirmation(
                team,
                user,
                next,
                asking,
                newCode,
                now.plus(GOOD),
                0,
                within ? asked + 1 : 1,
                within ? since : now,
                version);
    }

    /** What stays when the right code came back: how many were asked for. */
    public Confirmation used() {
        return new Confirmation(team, user, address, request, "", Instant.EPOCH, missed, asked, since, version);
    }

    /** From then on nothing is lost with it. */
    public Instant keptUntil() {
        return until.isAfter(mayAskAgain()) ? until : mayAskAgain();
    }

    Confirmation miss() {
        return new Confirmation(team, user, address, request, code, until, missed + 1, asked, since, version);
    }

    /** Without the code and the address, for a record's own form could end up in a log. */
    @Override
    public String toString() {
        return "Confirmation[" + request + ", " + address.channel() + ", missed=" + missed + "]";
    }
}
