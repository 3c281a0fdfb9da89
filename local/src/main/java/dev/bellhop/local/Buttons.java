package dev.bellhop.local;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The buttons that a terminal showed, by their numbers, which run through, so that one number never means two buttons. */
final class Buttons {

    /** What a button does. */
    @FunctionalInterface
    interface Press {

        /**
         * @return done once it is answered; the status, 0 where there is no answer
         * @throws NoSuchElementException where it is gone, or is not this person's
         */
        CompletableFuture<Integer> by(SlackWorkspace.User user);
    }

    /** Nobody scrolls back further. */
    private static final int KEPT = 1_000;

    private final Consumer<Sighting> watcher;

    /** By their numbers. */
    private final Map<Integer, Press> shown = new HashMap<>();

    private int last;

    Buttons(Consumer<Sighting> watcher) {
        this.watcher = watcher;
    }

    /** Numbers a button; returns it as it is shown. */
    synchronized String show(String label, Press press) {
        last++;
        shown.put(last, press);
        shown.remove(last - KEPT);
        return "[" + last + "] " + label;
    }

    /**
     * Presses one.
     *
     * @return done once it is answered; the status, 0 where there is no answer or no such button for this person
     */
    CompletableFuture<Integer> press(SlackWorkspace.User user, int number) {
        try {
            return find(number).by(user);
        } catch (NoSuchElementException e) {
            watcher.accept(new Sighting.Shown(user, "there is no button " + number + " for you."));
            return CompletableFuture.completedFuture(0);
        }
    }

    private synchronized Press find(int number) {
        return Optional.ofNullable(shown.get(number))
                .orElseThrow(() -> new NoSuchElementException("No button has the number " + number));
    }
}
