package dev.bellhop.people;

/** Something kept of people that goes when they want to be forgotten. */
public interface Forgettable {

    /**
     * Forgets {@code user}; where there is nothing to forget, nothing happens.
     *
     * @throws RuntimeException where the store can't be reached; a part may be gone then, and the rest goes when it is called
     *     again
     */
    void forget(String team, String user);
}
