package dev.bellhop.files;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import java.util.Collection;

/** What is known of files, but for their bytes. Each method throws an unchecked exception where the store can't be reached. */
public interface FileStore {

    /** As it stands now, writes that returned before this call included. What is kept for longer than it is to be is unknown. */
    Shelved find(String team, String file);

    /**
     * Writes {@code file} under a new mark, both or neither. It is a conflict where the file is not in the same life, at the revision
     * before this one; of a life's first revision, where it is in any.
     */
    Commit write(Mark mark, KeptFile file);

    /**
     * Writes {@code file} alone.
     *
     * @return false where it is not in the same life, at the revision before this one, and nothing was written
     */
    boolean replace(KeptFile file);

    /** Notes by which words {@code file} is found; the same words again change nothing. */
    void index(KeptFile file, Collection<String> words);

    /**
     * Puts {@code tombstone} in the place of {@code file}.
     *
     * @return false where it is not at its revision any more, and nothing was written
     */
    boolean forget(KeptFile file, Tombstone tombstone);

    /** Takes away by which words a file is found that is in that life. */
    void clear(FileKeys life);
}
