package dev.bellhop.files;

import java.util.List;

/** What is known of a file. */
public sealed interface Shelved {

    /** Its lives that were forgotten, the last one first. */
    List<Tombstone> tombstones();

    /** It is kept, or on its way. */
    record Kept(KeptFile file, List<Tombstone> tombstones) implements Shelved {
        public Kept {
            tombstones = List.copyOf(tombstones);
        }
    }

    /**
     * It was kept, and is to go.
     *
     * @param tombstones one at least
     */
    record Forgotten(List<Tombstone> tombstones) implements Shelved {
        public Forgotten {
            tombstones = List.copyOf(tombstones);
        }
    }

    /** Nothing, or nothing any more. */
    record Unknown() implements Shelved {
        @Override
        public List<Tombstone> tombstones() {
            return List.of();
        }
    }

    /** Whether it is in the very life that {@code keys} are of. */
    default boolean isIn(FileKeys keys) {
        return this instanceof Kept(KeptFile file, var tombstones)
                && file.keys().equals(keys);
    }
}
