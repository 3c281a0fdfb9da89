package dev.bellhop.simulation;

import java.util.HashSet;
import java.util.Set;

/** The items that transactions in flight are at. */
final class Locks {

    private final Set<String> held = new HashSet<>();

    boolean isHeld(Set<String> items) {
        return items.stream().anyMatch(held::contains);
    }

    void hold(Set<String> items) {
        held.addAll(items);
    }

    void letGo(Set<String> items) {
        held.removeAll(items);
    }
}
