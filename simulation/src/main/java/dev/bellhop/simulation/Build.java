package dev.bellhop.simulation;

import dev.bellhop.delivery.Ledger;
import dev.bellhop.delivery.Publisher;
import dev.bellhop.events.Event;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.reservations.CalendarStore;
import dev.bellhop.words.Sayings;
import dev.bellhop.words.WordStore;

/** How the system is built at its ports: as it is, or broken, to show that it would be noticed. */
interface Build {

    /** As it is. */
    Build REAL = new Build() {};

    /** What a process can reach. */
    record Reached(Ledger ledger, WordStore words, CalendarStore calendars, Sandbox by) {}

    default Sayings sayings(Sayings real, Reached reached) {
        return real;
    }

    default WordStore words(WordStore real, Reached reached) {
        return real;
    }

    default Publisher publisher(Publisher real, Reached reached) {
        return real;
    }

    default CalendarStore calendars(CalendarStore real, Reached reached) {
        return real;
    }

    /** Which events the notifier's subscription takes. */
    default boolean isNotified(Event event) {
        return !(event instanceof MessageCounted);
    }

    default Ledger ledger(Ledger real, Reached reached) {
        return real;
    }
}
