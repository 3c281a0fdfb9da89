package dev.bellhop.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.reservations.ReserveCommand;
import dev.bellhop.reservations.Slot;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What a button books, as its value: with the names of one letter it stays below the 2,000 characters that Slack takes. */
public final class BookButton {

    private BookButton() {}

    static String of(ReserveCommand.Book asked, Slot slot) {
        JsonObject json = new JsonObject();
        json.addProperty("n", asked.resource());
        asked.location().ifPresent(location -> json.addProperty("l", location));
        json.addProperty("s", slot.start().getEpochSecond());
        json.addProperty("e", slot.end().getEpochSecond());
        json.addProperty("z", asked.zone().getId());
        json.addProperty("r", asked.reason());
        return json.toString();
    }

    /** What the button books; empty where it isn't one of ours, or of a version that wrote another form. */
    public static Optional<ReserveCommand.Book> read(String value) {
        try {
            JsonObject json = JsonParser.parseString(value).getAsJsonObject();
            return Optional.of(new ReserveCommand.Book(
                    json.get("n").getAsString(),
                    json.has("l") ? Optional.of(json.get("l").getAsString()) : Optional.empty(),
                    new Slot(
                            Instant.ofEpochSecond(json.get("s").getAsLong()),
                            Instant.ofEpochSecond(json.get("e").getAsLong())),
                    ZoneId.of(json.get("z").getAsString()),
                    json.get("r").getAsString(),
                    List.of()));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
