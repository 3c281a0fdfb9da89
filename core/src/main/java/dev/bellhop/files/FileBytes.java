package dev.bellhop.files;

import java.nio.file.Path;

/** Where bytes are kept, under keys. Each method throws an unchecked exception where it can't be reached. */
public interface FileBytes {

    /** Keeps what {@code from} has, unless there is something of this key: that stays as it is. */
    void putNew(String key, Path from);

    /**
     * Keeps what {@code from} has, instead of whatever was there.
     *
     * @param type as HTTP has it, such as {@code text/plain}
     */
    void put(String key, Path from, String type);

    /**
     * Gets what is there.
     *
     * @param to a file that does not exist yet
     * @return false where there is nothing of this key
     */
    boolean get(String key, Path to);

    /** Afterwards there is nothing of this key, whether there was or not. */
    void delete(String key);
}
