package dev.bellhop.aws;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.bellhop.aws.EventJson.MalformedEventException;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.ReservationEvent;
import dev.bellhop.fuzz.Bytes;
import dev.bellhop.fuzz.Claim;
import dev.bellhop.reservations.Booking;

final class EventFuzzTest {

    @FuzzTest
    void whatever_is_published_is_an_event_or_none(byte[] bytes) {
        String text = Bytes.text(bytes);
        EventHead.of(text);
        try {
            Envelope read = EventJson.read(text);
            Claim.that(
                    EventJson.read(new EventJson().write(read).body()).equals(read),
                    "it reads as it was written",
                    read);
            if (read.event() instanceof ReservationEvent event) {
                // As whoever tells people of it does.
                Booking.of(event.reservation(), false);
            }
        } catch (MalformedEventException e) {
            Claim.that(e.getMessage().startsWith("Not an event: "), "it is said what is wrong", e);
        }
    }
}
