package dev.bellhop.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** What everything in one schedule shares: time, chance, the weather, and what is in flight at the database. */
final class World {

    private final Scheduler scheduler = new Scheduler();
    private final Locks locks = new Locks();
    private final Random random;
    private final Weather weather;
    private final boolean told;
    private final List<String> story = new ArrayList<>();
    private int ids;

    /** @param told whether what happens is written down */
    World(long seed, boolean told) {
        // Neighbouring seeds give neighbouring first numbers otherwise.
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        this.weather = new Weather(random);
        this.told = told;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Weather weather() {
        return weather;
    }

    Locks locks() {
        return locks;
    }

    Random random() {
        return random;
    }

    int nextId() {
        return ++ids;
    }

    /** True once in {@code times}. */
    boolean chance(int times) {
        return random.nextInt(times) == 0;
    }

    void story(Supplier<String> line) {
        if (told) {
            story.add(scheduler.now() + " " + line.get());
        }
    }

    List<String> story() {
        return story;
    }
}
