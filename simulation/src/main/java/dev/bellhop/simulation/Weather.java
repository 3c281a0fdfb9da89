package dev.bellhop.simulation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/**
 * How often what goes wrong in one schedule. Most schedules have some kinds of faults and not others: where everything fails
 * at once, nothing comes far enough to fail later.
 */
final class Weather {

    private final Random random;
    private final Map<Fault, Double> rates = new EnumMap<>(Fault.class);
    private final Map<Fault, Long> struck = new EnumMap<>(Fault.class);
    private boolean calm;

    Weather(Random random) {
        this.random = random;
        double most = switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1, 2, 3 -> 0.02;
            case 4, 5, 6 -> 0.06;
            case 7, 8 -> 0.15;
            default -> 0.3;
        };
        for (Fault fault : Fault.values()) {
            rates.put(fault, random.nextInt(5) < 3 ? most * random.nextDouble() : 0);
        }
    }

    /** From now on nothing goes wrong any more. */
    void clearUp() {
        calm = true;
    }

    boolean isCalm() {
        return calm;
    }

    /** Whether {@code fault} happens now. */
    boolean strikes(Fault fault) {
        boolean happens = !calm && random.nextDouble() < rates.getOrDefault(fault, 0.0);
        if (happens) {
            count(fault);
        }
        return happens;
    }

    /** Notes one that came by itself. */
    void count(Fault fault) {
        struck.merge(fault, 1L, Long::sum);
    }

    Map<Fault, Long> struck() {
        return struck;
    }

    /** What a way through the network takes. */
    Duration hop() {
        return Duration.ofNanos(200_000L + random.nextInt(4_000_000));
    }

    Duration between(Duration least, Duration most) {
        return least.plusNanos((long) (random.nextDouble() * most.minus(least).toNanos()));
    }
}
