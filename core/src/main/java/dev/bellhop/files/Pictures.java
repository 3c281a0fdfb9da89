package dev.bellhop.files;

import dev.bellhop.delivery.Attempt;
import java.nio.file.Path;

/**
 * Pictures that are shown where files are shared, and stay there. Each method throws an unchecked exception where that can't be
 * done now.
 */
public interface Pictures {

    /**
     * Takes in the thumbnail of {@code file}, which nobody sees before it is shown somewhere.
     *
     * @return the id to show it by, once it is {@linkplain #await there}
     */
    String add(KeptFile file, Path thumbnail, Attempt attempt);

    /**
     * Waits until a picture can be shown.
     *
     * @return false where it was deleted meanwhile
     */
    boolean await(String id, Attempt attempt);

    /** Takes a picture away from wherever it is shown; one that is gone already is no failure. */
    void delete(String id, Attempt attempt);
}
