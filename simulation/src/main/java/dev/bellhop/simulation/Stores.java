package dev.bellhop.simulation;

import java.time.Clock;

/** All that is stored. */
record Stores(
        MemoryLedger ledger,
        MemoryWords words,
        MemoryCalendars calendars,
        MemoryPreferences preferences,
        MemoryConfirmations confirmations) {

    static Stores empty(Clock clock) {
        MemoryLedger ledger = new MemoryLedger(clock);
        MemoryPreferences preferences = new MemoryPreferences(ledger);
        return new Stores(
                ledger,
                new MemoryWords(ledger),
                new MemoryCalendars(ledger),
                preferences,
                new MemoryConfirmations(ledger, preferences));
    }
}
