package dev.bellhop.aws;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import dev.bellhop.aws.EventJson.MalformedEventException;
import dev.bellhop.events.Event;
import dev.bellhop.events.Reservation;
import dev.bellhop.events.ReservationCancelled;
import dev.bellhop.events.ReservationEnding;
import dev.bellhop.events.ReservationEvent;
import dev.bellhop.events.ReservationExtended;
import dev.bellhop.events.ReservationMade;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code data} of events about reservations. */
final class ReservationJson {

    private ReservationJson() {}

    static void write(JsonWriter json, ReservationEvent event) throws IOException {
        Reservation reservation = event.reservation();
        json.beginObject();
        json.name("team").value(reservation.team());
        json.name("reservation").value(reservation.id());
        json.name("revision").value(reservation.revision());
        json.name("resource").value(reservation.resource());
        if (reservation.location().isPresent()) {
            json.name("location").value(reservation.location().get());
        }
        json.name("user").value(reservation.user());
        json.name("start").value(reservation.start().toString());
        json.name("end").value(reservation.end().toString());
        json.name("zone").value(reservation.zone());
        json.name("reason").value(reservation.reason());
        Optional<String> by = by(event);
        if (by.isPresent()) {
            json.name("by").value(by.get());
        }
        json.endObject();
    }

    private static Optional<String> by(ReservationEvent event) {
        return switch (event) {
            case ReservationMade made -> Optional.empty();
            case ReservationCancelled cancelled -> Optional.of(cancelled.by());
            case ReservationExtended extended -> Optional.of(extended.by());
            case ReservationEnding ending -> Optional.of(ending.by());
        };
    }

    static Event read(String type, Instant time, JsonObject data) {
        Reservation reservation = reservation(data);
        return switch (type) {
            case ReservationMade.TYPE -> new ReservationMade(reservation, time);
            case ReservationCancelled.TYPE -> new ReservationCancelled(reservation, EventJson.string(data, "by"), time);
            case ReservationExtended.TYPE -> new ReservationExtended(reservation, EventJson.string(data, "by"), time);
            case ReservationEnding.TYPE -> new ReservationEnding(reservation, EventJson.string(data, "by"), time);
            default -> throw new MalformedEventException("its type \"" + type + "\" is none of a reservation");
        };
    }

    private static Reservation reservation(JsonObject data) {
        Instant start = EventJson.instant(data, "start");
        Instant end = EventJson.instant(data, "end");
        if (!end.isAfter(start)) {
            throw new MalformedEventException("data.end is not after data.start");
        }
        return new Reservation(
                EventJson.string(data, "team"),
                EventJson.string(data, "reservation"),
                revision(data.get("revision")),
                EventJson.string(data, "resource"),
                data.has("location") ? Optional.of(EventJson.string(data, "location")) : Optional.empty(),
                EventJson.string(data, "user"),
                start,
                end,
                zone(data),
                EventJson.string(data, "reason"));
    }

    private static String zone(JsonObject data) {
        String zone = EventJson.string(data, "zone");
        try {
            return ZoneId.of(zone).getId();
        } catch (DateTimeException e) {
            throw new MalformedEventException("data.zone is not a time zone");
        }
    }

    private static int revision(@Nullable JsonElement element) {
        try {
            if (element != null) {
                return element.getAsInt();
            }
        } catch (RuntimeException e) {
            // Gson has a different exception for each way in which a value is no number; all mean the same here.
        }
        throw new MalformedEventException("revision is not a whole number");
    }
}
