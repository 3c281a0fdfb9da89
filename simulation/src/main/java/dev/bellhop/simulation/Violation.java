package dev.bellhop.simulation;

/** A promise that was broken. */
public record Violation(String promise, String story) {
    @Override
    public String toString() {
        return promise + ": " + story;
    }
}
