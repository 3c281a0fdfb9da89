package dev.bellhop.files;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Patience;
import java.time.Clock;
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
         */
        record Forgotten(String name) implements Forgot {}

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

    /** Forgets {@code file} if {@code user} shared it first. */
    public Forgot forget(String team, String user, String file, Attempt attempt) {
        Forgot forgot = patience.insist("The file " + file, attempt, () -> note(team, user, file));
        if (forgot instanceof Forgot.Forgotten) {
            purge(team, file);
        }
        return forgot;
    }

    private Optional<Forgot> note(String team, String user, String file) {
        return switch (store.find(team, file)) {
            case Shelved.Unknown() -> Optional.of(new Forgot.Unknown());
            case Shelved.Forgotten(String by, var at) ->
                Optional.of(by.equals(user) ? new Forgot.Forgotten(file) : new Forgot.Unknown());
            case Shelved.Kept(KeptFile kept) when !kept.user().equals(user) -> Optional.of(new Forgot.NotTheirs(kept));
            case Shelved.Kept(KeptFile kept) ->
                store.forget(kept, new Shelved.Forgotten(user, clock.instant()))
                        ? Optional.of(new Forgot.Forgotten(kept.name()))
                        : Optional.empty();
        };
    }

    /** Takes away what is left of a file that is noted as forgotten. */
    void purge(String team, String file) {
        bytes.delete(FileKeys.original(team, file));
        bytes.delete(FileKeys.thumbnail(team, file));
        bytes.delete(FileKeys.text(team, file));
        store.clear(team, file);
    }
}
