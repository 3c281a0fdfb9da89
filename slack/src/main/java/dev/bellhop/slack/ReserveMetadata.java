package dev.bellhop.slack;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What a form carries from where it was opened to where it is read, as its {@code private_metadata}.
 *
 * @param channel in which {@code /reserve} was typed, which a form doesn't tell
 * @param zone that the form named, so that its times are read in that very one
 */
public record ReserveMetadata(String channel, ZoneId zone) {

    String text() {
        return channel + " " + zone.getId();
    }

    /** Empty where it isn't one of ours. */
    public static Optional<ReserveMetadata> read(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ReserveMetadata(parts[0], ZoneId.of(parts[1])));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
