package dev.bellhop.memory;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import dev.bellhop.people.Address;
import dev.bellhop.people.Confirmation;
import dev.bellhop.people.Confirmations;
import dev.bellhop.people.Preferences;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Codes in memory, and beside them what people chose, with the conditions that a real store checks. */
public final class MemoryAddresses implements Confirmations {

    private final Faults faults;
    private final MemoryStore marks;
    private final Map<String, Address> chosen = new HashMap<>();
    private final Map<String, Confirmation> codes = new TreeMap<>();
    private final Deque<Runnable> meanwhile = new ArrayDeque<>();
    private int conflicts;

    public MemoryAddresses(Faults faults, MemoryStore marks) {
        this.faults = faults;
        this.marks = marks;
    }

    /** The next {@code times} transactions meet another that is under way. */
    public void conflict(int times) {
        conflicts = times;
    }

    /** Someone else is faster: {@code other} happens after the next transaction was decided and before it is written. */
    public void meanwhile(Runnable other) {
        meanwhile.add(other);
    }

    public Preferences preferences() {
        return new Preferences() {
            @Override
            public Address of(String team, String user) {
                return faults.call("chosen", () -> chosen.getOrDefault(team + " " + user, new Address.Slack()));
            }

            @Override
            public Commit choose(Mark mark, String team, String user, Address address) {
                return commit(mark, List.of(), () -> chosen.put(team + " " + user, address));
            }
        };
    }

    @Override
    public List<Confirmation> of(String team, String user) {
        return faults.call(
                "codes",
                () -> codes.values().stream()
                        .filter(code -> code.team().equals(team) && code.user().equals(user))
                        .toList());
    }

    @Override
    public Commit write(Mark mark, List<Confirmation> changed) {
        return commit(mark, changed, () -> changed.forEach(this::put));
    }

    @Override
    public Commit choose(Mark mark, Confirmation confirmed) {
        return commit(mark, List.of(confirmed), () -> {
            chosen.put(confirmed.team() + " " + confirmed.user(), confirmed.address());
            put(confirmed.used());
        });
    }

    private Commit commit(Mark mark, List<Confirmation> expected, Runnable effect) {
        Runnable other = meanwhile.poll();
        if (other != null) {
            other.run();
        }
        return faults.call("commit", () -> {
            if (marks.mark(mark.identity()) == null && !hold(expected)) {
                return new Commit.Conflict();
            }
            Commit commit = marks.insert(mark);
            if (commit instanceof Commit.Committed) {
                effect.run();
            }
            return commit;
        });
    }

    private boolean hold(List<Confirmation> expected) {
        if (conflicts > 0) {
            conflicts--;
            return false;
        }
        return expected.stream().allMatch(code -> {
            Confirmation stored = codes.get(key(code));
            return (stored == null ? 0 : stored.version()) == code.version();
        });
    }

    private void put(Confirmation code) {
        codes.put(
                key(code),
                new Confirmation(
                        code.team(),
                        code.user(),
                        code.address(),
                        code.request(),
                        code.code(),
                        code.until(),
                        code.missed(),
                        code.asked(),
                        code.since(),
                        code.version() + 1));
    }

    private static String key(Confirmation code) {
        return code.team() + " " + code.user() + " " + code.address().channel();
    }
}
