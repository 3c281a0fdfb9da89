package dev.bellhop.local;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
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

    private final Consumer<Sighting> watcher;
    private final List<Press> shown = new ArrayList<>();

    Buttons(Consumer<Sighting> watcher) {
        this.watcher = watcher;
    }

    /** Numbers a button; returns it as it is shown. */
    synchronized String show(String label, Press press) {
        shown.add(press);
        return "[" + shown.size() + "] " + label;
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
        if (number < 1 || number > shown.size()) {
            throw new NoSuchElementException("No button has the number " + number);
        }
        return shown.get(number - 1);
    }
}
