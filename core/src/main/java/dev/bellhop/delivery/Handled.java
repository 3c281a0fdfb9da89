package dev.bellhop.delivery;

import java.util.Collection;

/** What was done about an event where nothing failed. */
public enum Handled {
    /** What there is to do was done, at least some of it now. */
    DONE,
    /** All of it was done before. */
    DUPLICATE,
    /** There was nothing to do. */
    IGNORED;

    /** What several things about one event come to. */
    public static Handled of(Collection<Handled> parts) {
        if (parts.contains(DONE)) {
            return DONE;
        }
        return parts.contains(DUPLICATE) ? DUPLICATE : IGNORED;
    }
}
