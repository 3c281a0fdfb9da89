package dev.bellhop.files;

import java.net.URI;
import java.time.Duration;

/** Links that whoever has them can follow, for a time. */
@FunctionalInterface
public interface Links {

    /**
     * A link that saves what is kept under {@code key}, and shows nothing of it.
     *
     * @param name what it is called where it is saved
     */
    URI save(String key, String name, Duration good);
}
