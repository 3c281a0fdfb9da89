package dev.bellhop.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs functions, each invocation in a process of its own; what fails is tried again, and then becomes a dead letter. */
final class Lambda {

    /** Before each further try of an asynchronous invocation, as Lambda waits by itself. */
    private static final List<Duration> RETRIES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    /** What a function does about one message; it throws where it failed. */
    @FunctionalInterface
    interface Handler {
        void handle(String message, Sandbox sandbox);
    }

    /** @param timeout as the template says */
    record Function(String name, Duration timeout, Handler handler) {}

    private final World world;
    private final Map<String, Function> functions = new LinkedHashMap<>();
    private final Map<String, List<String>> deadLetters = new LinkedHashMap<>();

    /** The same, with those that were redriven. */
    private final Map<String, List<String>> allDeadLetters = new LinkedHashMap<>();

    Lambda(World world) {
        this.world = world;
    }

    void register(Function function) {
        functions.put(function.name(), function);
        deadLetters.put(function.name(), new ArrayList<>());
        allDeadLetters.put(function.name(), new ArrayList<>());
    }

    /** Has it invoked asynchronously: at least once. */
    void invoke(String name, String message) {
        start(name, message, 0);
        if (world.weather().strikes(Fault.DUPLICATE)) {
            start(name, message, 0);
        }
    }

    private void start(String name, String message, int retry) {
        world.scheduler()
                .after(
                        delay(world),
                        () -> attempt(name, message, succeeded -> {
                            if (succeeded) {
                                return;
                            }
                            if (retry < RETRIES.size()) {
                                world.scheduler().after(RETRIES.get(retry), () -> start(name, message, retry + 1));
                            } else {
                                deadLetter(name, message);
                            }
                        }));
    }

    /** What a delivery takes: now and then minutes, so that a later one overtakes it. */
    static Duration delay(World world) {
        Duration usual = world.weather().hop();
        return world.weather().strikes(Fault.DELAY)
                ? usual.plus(world.weather().between(Duration.ofMillis(20), Duration.ofMinutes(3)))
                : usual;
    }

    private void attempt(String name, String message, Consumer<Boolean> then) {
        Function function = known(functions, name);
        Sandbox sandbox = new Sandbox(world, name, function.timeout(), now -> Instant.MAX);
        sandbox.run(() -> function.handler().handle(message, sandbox), thrown -> then.accept(thrown == null));
    }

    /** What could not be done, and is kept for an operator. */
    void deadLetter(String name, String message) {
        world.story(() -> "dead letter of " + name);
        known(deadLetters, name).add(message);
        known(allDeadLetters, name).add(message);
    }

    private static <T> T known(Map<String, T> ofFunctions, String name) {
        return Optional.ofNullable(ofFunctions.get(name))
                .orElseThrow(() -> new IllegalArgumentException("There is no function " + name));
    }

    /** Whether such a message was a dead letter, now or before it was redriven. */
    boolean wasDeadLetter(String name, Predicate<String> isSuch) {
        return known(allDeadLetters, name).stream().anyMatch(isSuch);
    }

    boolean hasDeadLetters() {
        return deadLetters.values().stream().anyMatch(letters -> !letters.isEmpty());
    }

    /** Gives each dead letter back to its function once; what it does not take stays. */
    void redrive() {
        deadLetters.forEach((name, letters) -> List.copyOf(letters).forEach(letter -> {
            attempt(name, letter, succeeded -> {
                if (succeeded) {
                    letters.remove(letter);
                }
            });
        }));
    }
}
