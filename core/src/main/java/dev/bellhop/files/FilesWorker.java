package dev.bellhop.files;

import dev.bellhop.delivery.Attempt;

/** Whoever has the files, and more time than Slack waits. */
@FunctionalInterface
public interface FilesWorker {

    /**
     * Has {@code request} done and answered, later.
     *
     * @throws RuntimeException where it could not be handed over; it may be done all the same
     */
    void start(FilesRequest request, Attempt attempt);
}
