package dev.bellhop.bench;

import java.util.List;
import java.util.Map;

/**
 * What is measured, and what can't be on this machine.
 *
 * @param measured the first is what the others are compared to
 * @param missing why not, by name
 */
record Variants(List<Variant> measured, Map<String, String> missing) {

    Variants {
        measured = List.copyOf(measured);
        missing = Map.copyOf(missing);
    }

    Variant compared() {
        return measured.getFirst();
    }
}
