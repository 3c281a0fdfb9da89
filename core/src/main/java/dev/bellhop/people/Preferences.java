package dev.bellhop.people;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;

/** Where people want to be told. */
public interface Preferences {

    /** What {@code user} chose last, commits that returned before included; Slack for whoever chose nothing. */
    Address of(String team, String user);

    /** Writes the mark and the choice. */
    Commit choose(Mark mark, String team, String user, Address address);
}
