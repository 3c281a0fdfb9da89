package dev.bellhop.simulation;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import dev.bellhop.people.Address;
import dev.bellhop.people.Preferences;
import java.util.HashMap;
import java.util.Map;

/** How people want to be told, in memory. */
final class MemoryPreferences implements Preferences {

    private record Person(String team, String user) {}

    private final MemoryLedger ledger;
    private final Map<Person, Address> chosen = new HashMap<>();

    MemoryPreferences(MemoryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Address of(String team, String user) {
        return chosen.getOrDefault(new Person(team, user), new Address.Slack());
    }

    @Override
    public Commit choose(Mark mark, String team, String user, Address address) {
        return ledger.open(mark, () -> write(team, user, address));
    }

    void write(String team, String user, Address address) {
        chosen.put(new Person(team, user), address);
    }
}
