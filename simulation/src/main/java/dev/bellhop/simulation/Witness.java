package dev.bellhop.simulation;

import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Mark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sees what reached the world outside, and whether there was an excuse for saying something twice: that its acknowledgement was
 * lost, or that whoever said it died, or failed, before it was noted.
 */
final class Witness {

    /** What can be said twice. */
    enum Kind {
        REPLY,
        NOTICE,
        LOG_LINE
    }

    /** One process' saying of one thing. */
    private static final class Saying {
        final Sandbox by;
        int times;
        boolean lost;

        Saying(Sandbox by) {
            this.by = by;
        }
    }

    private record Thing(Kind kind, Identity under) {}

    private record Note(Sandbox by, Identity mark) {}

    private final Map<Thing, List<Saying>> said = new LinkedHashMap<>();
    private final Set<Note> noted = new HashSet<>();
    private final Set<Note> notNoted = new HashSet<>();

    /**
     * Says something, in a call that may fail.
     *
     * @param under the mark by which it is not said again
     * @param most how long the call may take
     */
    void saying(Kind kind, Identity under, Sandbox by, Duration most, Runnable act) {
        Saying saying = new Saying(by);
        said.computeIfAbsent(new Thing(kind, under), thing -> new ArrayList<>()).add(saying);
        boolean acknowledged = false;
        try {
            by.call(Call.outside(kind + " of " + under, most, () -> {
                saying.times++;
                act.run();
                return true;
            }));
            acknowledged = true;
        } finally {
            saying.lost = !acknowledged && by.isAlive() && !by.wasKilled();
        }
    }

    /** {@code by} has noted what it did under {@code mark}. */
    void noted(Sandbox by, Mark mark) {
        noted.add(new Note(by, mark.identity()));
    }

    /** {@code by} could not note it, or does not know. */
    void notNoted(Sandbox by, Identity mark) {
        notNoted.add(new Note(by, mark));
    }

    /** How often it was said. */
    int times(Kind kind, Identity under) {
        return sayings(kind, under).stream().mapToInt(saying -> saying.times).sum();
    }

    /** Everything of that kind that was said, by its mark. */
    Set<Identity> all(Kind kind) {
        Set<Identity> all = new HashSet<>();
        said.forEach((thing, sayings) -> {
            if (thing.kind() == kind && sayings.stream().anyMatch(saying -> saying.times > 0)) {
                all.add(thing.under());
            }
        });
        return all;
    }

    /** How many said it who had no excuse for another's saying it again. */
    long withoutExcuse(Kind kind, Identity under) {
        return sayings(kind, under).stream()
                .filter(saying -> saying.times > 0)
                .filter(saying -> !isExcused(saying, new Note(saying.by, under)))
                .count();
    }

    private boolean isExcused(Saying saying, Note note) {
        return saying.lost || notNoted.contains(note) || (saying.by.wasKilled() && !noted.contains(note));
    }

    private List<Saying> sayings(Kind kind, Identity under) {
        return said.getOrDefault(new Thing(kind, under), List.of());
    }
}
