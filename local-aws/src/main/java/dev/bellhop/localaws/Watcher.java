package dev.bellhop.localaws;

/** Is told of everything as it happens, on the thread on which it happens. */
@FunctionalInterface
public interface Watcher {
    void saw(Happening happening);
}
