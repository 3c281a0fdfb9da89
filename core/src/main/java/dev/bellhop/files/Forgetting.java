package dev.bellhop.files;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Patience;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Has all that is kept of a file go. First it is noted as forgotten: from then on nobody finds it, nothing that is still under way
 * brings it back, and whoever asks again after a death goes on.
 */
public final class Forgetting {

    /** What came of it. */
    public sealed interface Forgot {

        /**
         * Nothing of it is kept any more.
         *
         * @param name what it was called; its id where that is forgotten too
         * @param pictures that may be shown of it still, by their ids
         */
        record Forgotten(String name, List<String> pictures) implements Forgot {
            public Forgotten {
                pictures = List.copyOf(pictures);
            }
        }

        /** It is kept, and it is not for the asker to have it forgotten. */
        record NotTheirs(KeptFile file) implements Forgot {}

        /** There is no such file. */
        record Unknown() implements Forgot {}
    }

    private final FileStore store;
    private final FileBytes bytes;
    private final Patience patience;
    private final Clock clock;

    public Forgetting(FileStore store, FileBytes bytes, Patience patience, Clock clock) {
        this.store = store;
        this.bytes = bytes;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Forgets {@code file} if {@code user} shared it first.
     *
     * @param request its id: where it comes again, what was shared since the first time is kept
     */
    public Forgot forget(String request, String team, String user, String file, Attempt attempt) {
        Forgot forgot = patience.insist("The file " + file, attempt, () -> note(request, team, user, file));
        if (forgot instanceof Forgot.Forgotten) {
            purge(team, file, store.find(team, file).tombstones());
        }
        return forgot;
    }

    private Optional<Forgot> note(String request, String team, String user, String file) {
        Shelved shelved = store.find(team, file);
        if (shelved.tombstones().stream().map(Tombstone::request).anyMatch(request::equals)) {
            return Optional.of(new Forgot.Forgotten(file, pictures(shelved.tombstones())));
        }
        return switch (shelved) {
            case Shelved.Unknown() -> Optional.of(new Forgot.Unknown());
            case Shelved.Forgotten(List<Tombstone> tombstones) ->
                Optional.of(
                        tombstones.get(0).user().equals(user)
                                ? new Forgot.Forgotten(file, pictures(tombstones))
                                : new Forgot.Unknown());
            case Shelved.Kept(KeptFile kept, var before)
            when !kept.user().equals(user) -> Optional.of(new Forgot.NotTheirs(kept));
            case Shelved.Kept(KeptFile kept, var before) ->
                store.forget(kept, new Tombstone(kept.generation(), user, clock.instant(), request, kept.picture()))
                        ? Optional.of(new Forgot.Forgotten(
                                kept.name(), kept.picture().stream().toList()))
                        : Optional.empty();
        };
    }

    private static List<String> pictures(List<Tombstone> tombstones) {
        return tombstones.stream()
                .flatMap(tombstone -> tombstone.picture().stream())
                .toList();
    }

    /** Takes away what is left of the lives of a file that are noted as forgotten. */
    void purge(String team, String file, List<Tombstone> tombstones) {
        tombstones.forEach(tombstone -> purge(new FileKeys(team, file, tombstone.generation())));
    }

    /** Takes away what is left of one life of a file, which is over. */
    void purge(FileKeys life) {
        bytes.delete(life.original());
        bytes.delete(life.thumbnail());
        bytes.delete(life.text());
        store.clear(life);
    }
}
