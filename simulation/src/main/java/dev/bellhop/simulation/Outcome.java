package dev.bellhop.simulation;

import java.util.List;
import java.util.Map;

/**
 * What one schedule came to.
 *
 * @param faults how often each kind struck
 * @param violations promises that were broken; none where all is well
 * @param story what happened, where it was asked for
 */
public record Outcome(long seed, Map<Fault, Long> faults, List<Violation> violations, List<String> story) {

    public Outcome {
        faults = Map.copyOf(faults);
        violations = List.copyOf(violations);
        story = List.copyOf(story);
    }
}
