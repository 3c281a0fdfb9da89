package dev.bellhop.simulation;

import dev.bellhop.delivery.Channel;
import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import dev.bellhop.people.Confirmation;
import dev.bellhop.people.Confirmations;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Codes on their way, in memory. */
final class MemoryConfirmations implements Confirmations {

    private record Key(String team, String user, Channel channel) {
        static Key of(Confirmation code) {
            return new Key(code.team(), code.user(), code.address().channel());
        }
    }

    private final MemoryLedger ledger;
    private final MemoryPreferences preferences;
    private final Map<Key, Confirmation> codes = new HashMap<>();

    MemoryConfirmations(MemoryLedger ledger, MemoryPreferences preferences) {
        this.ledger = ledger;
        this.preferences = preferences;
    }

    @Override
    public List<Confirmation> of(String team, String user) {
        return codes.values().stream()
                .filter(code -> code.team().equals(team) && code.user().equals(user))
                .sorted(Comparator.comparing(code -> code.address().channel()))
                .toList();
    }

    @Override
    public Commit write(Mark mark, List<Confirmation> changed) {
        return commit(mark, changed, () -> changed.forEach(this::put));
    }

    @Override
    public Commit choose(Mark mark, Confirmation confirmed) {
        return commit(mark, List.of(confirmed), () -> {
            put(confirmed.used());
            preferences.write(confirmed.team(), confirmed.user(), confirmed.address());
        });
    }

    private Commit commit(Mark mark, List<Confirmation> expected, Runnable effect) {
        boolean asRead = expected.stream().allMatch(code -> version(code) == code.version());
        return ledger.has(mark.identity()) || asRead ? ledger.open(mark, effect) : new Commit.Conflict();
    }

    private long version(Confirmation code) {
        Confirmation stored = codes.get(Key.of(code));
        return stored == null ? 0 : stored.version();
    }

    private void put(Confirmation code) {
        codes.put(
                Key.of(code),
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
}
