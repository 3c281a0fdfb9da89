package dev.bellhop.local.web;

import com.google.gson.JsonObject;
import dev.bellhop.local.Sighting;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The journal of this laptop: what it noted itself, which in AWS nobody would. The last ones are kept. */
final class Notes {

    private static final int MOST = 500;

    /**
     * @param n counts all that there were
     * @param function that it is about, or the part of the laptop's own
     */
    record Note(long n, long at, String function, String line) {}

    private final Clock clock;
    private final Deque<Note> kept = new ArrayDeque<>();
    private long last;

    Notes(Clock clock) {
        this.clock = clock;
    }

    /** @return its line, in the form of the functions' own */
    synchronized JsonObject add(Sighting.Noted noted) {
        JsonObject line = new JsonObject();
        line.addProperty("level", noted.failed() ? "ERROR" : "INFO");
        line.addProperty("outcome", noted.outcome());
        line.addProperty("subject", noted.subject());
        line.addProperty("detail", noted.detail());
        last++;
        kept.add(new Note(last, clock.millis(), noted.function(), line.toString()));
        if (kept.size() > MOST) {
            kept.remove();
        }
        return line;
    }

    synchronized List<Note> all() {
        return List.copyOf(kept);
    }
}
