package dev.bellhop.reservations;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A resource's bookings that touch one UTC day: the item that the optimistic lock is on. A booking over midnight is in
 * both days.
 *
 * @param version as it was read; 0 where nothing is stored. It only ever grows, so a day that is empty again is kept
 * @param holds in order of their start
 */
public record Day(LocalDate date, long version, List<Hold> holds) {

    /** With names as long as they may be this stays well below DynamoDB's 400 KB an item. */
    static final int MOST_HOLDS = 500;

    public Day {
        holds = List.copyOf(holds);
    }

    public static Day empty(LocalDate date) {
        return new Day(date, 0, List.of());
    }

    boolean isFull() {
        return holds.size() >= MOST_HOLDS;
    }

    boolean has(String id) {
        return holds.stream().anyMatch(hold -> hold.id().equals(id));
    }

    Day with(Hold added) {
        List<Hold> all = new ArrayList<>(without(added.id()).holds);
        all.add(added);
        all.sort(Calendar.BY_START);
        return new Day(date, version, all);
    }

    Day without(String id) {
        return new Day(
                date,
                version,
                holds.stream().filter(hold -> !hold.id().equals(id)).toList());
    }

    Day withoutOver(Instant before) {
        return new Day(
                date,
                version,
                holds.stream().filter(hold -> !hold.slot().isOver(before)).toList());
    }
}
