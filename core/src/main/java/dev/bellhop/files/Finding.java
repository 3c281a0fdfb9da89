package dev.bellhop.files;

import dev.bellhop.delivery.Attempt;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What somebody may see: files that were shared in a conversation that they are in at the moment of asking. */
public final class Finding {

    /** Files in an answer. */
    public static final int MOST = 10;

    /**
     * What was found.
     *
     * @param more whether there are others
     * @param all whether all files were looked at that might be, or as many as are in an answer were found before; else only
     *     the newest {@link FileSearch#MOST_LOOKED_AT} were
     */
    public record Found(List<KeptFile> files, boolean more, boolean all) {
        public Found {
            files = List.copyOf(files);
        }

        static Found of(FileSearch.Looked looked) {
            boolean more = looked.files().size() > MOST;
            return new Found(looked.files().stream().limit(MOST).toList(), more, more || looked.all());
        }
    }

    private final FileStore store;
    private final FileSearch search;
    private final Conversations conversations;

    public Finding(FileStore store, FileSearch search, Conversations conversations) {
        this.store = store;
        this.search = search;
        this.conversations = conversations;
    }

    /** The newest. */
    public Found recent(String team, String user, Attempt attempt) {
        Set<String> in = conversations.of(user, attempt);
        return Found.of(search.recent(team, file -> file.isSeenBy(user, in), MOST + 1));
    }

    /** The newest that have each of {@code words}. */
    public Found withAll(String team, String user, Collection<String> words, Attempt attempt) {
        Set<String> in = conversations.of(user, attempt);
        return Found.of(search.withAll(team, words, file -> file.isSeenBy(user, in), MOST + 1));
    }

    /** That one; empty also where there is one that {@code user} may not see. */
    public Optional<KeptFile> one(String team, String user, String file, Attempt attempt) {
        return store.find(team, file) instanceof Shelved.Kept(KeptFile kept, var tombstones)
                        && kept.isSeenBy(user, conversations.of(user, attempt))
                ? Optional.of(kept)
                : Optional.empty();
    }
}
