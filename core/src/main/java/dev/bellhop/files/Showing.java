package dev.bellhop.files;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Patience;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Has a file's thumbnail shown where the file was shared. A picture is noted with its file before anybody sees it, so that it goes
 * when the file is forgotten; and it is one picture, wherever and however often the file is shared.
 *
 * <p>For want of a picture no answer is kept back: it is left out, which is logged.
 */
public final class Showing {

    /** A picture is there within a second or a few. */
    private static final Duration MOST = Duration.ofSeconds(15);

    /** What there is to be shown. */
    public sealed interface Shown {

        /** A picture, by its id. */
        record Picture(String id) implements Shown {}

        /** No picture. */
        record Nothing() implements Shown {}

        /** Nothing at all, for the file was forgotten meanwhile. */
        record Forgotten() implements Shown {}
    }

    private final FileStore store;
    private final FileBytes bytes;
    private final Pictures pictures;
    private final Patience patience;
    private final Journal journal;
    private final Clock clock;

    public Showing(
            FileStore store, FileBytes bytes, Pictures pictures, Patience patience, Journal journal, Clock clock) {
        this.store = store;
        this.bytes = bytes;
        this.pictures = pictures;
        this.patience = patience;
        this.journal = journal;
        this.clock = clock;
    }

    /** What there is to be shown of {@code file}; takes half of the time that is left at most. */
    public Shown show(KeptFile file, Attempt attempt) {
        if (!file.thumbnail()) {
            return new Shown.Nothing();
        }
        Duration half = attempt.left(clock).dividedBy(2);
        try {
            return shown(file, attempt.within(half.compareTo(MOST) < 0 ? half : MOST, clock));
        } catch (RuntimeException e) {
            journal.failed("thumbnail-left-out", file.id(), e);
            return new Shown.Nothing();
        }
    }

    private Shown shown(KeptFile file, Attempt attempt) {
        if (file.picture().isPresent() && pictures.await(file.picture().get(), attempt)) {
            return new Shown.Picture(file.picture().get());
        }
        Optional<String> added = added(file, attempt);
        if (added.isEmpty()) {
            return new Shown.Nothing();
        }
        Shown noted = noted(file, added.get(), attempt);
        return noted instanceof Shown.Picture(String id) && !pictures.await(id, attempt) ? new Shown.Nothing() : noted;
    }

    /** Empty where the thumbnail is no more. */
    private Optional<String> added(KeptFile file, Attempt attempt) {
        try (Scratch scratch = new Scratch()) {
            Path thumbnail = scratch.file("thumbnail");
            return bytes.get(file.keys().thumbnail(), thumbnail)
                    ? Optional.of(pictures.add(file, thumbnail, attempt))
                    : Optional.empty();
        }
    }

    /** Nobody knows of a picture that could not be noted, so it goes at once. */
    private Shown noted(KeptFile file, String added, Attempt attempt) {
        try {
            Shown noted = patience.insist("The file " + file.id(), attempt, () -> note(file, added));
            if (!noted.equals(new Shown.Picture(added))) {
                discard(added, attempt);
            }
            return noted;
        } catch (RuntimeException e) {
            discard(added, attempt);
            throw e;
        }
    }

    /** Empty where somebody else has written meanwhile. */
    private Optional<Shown> note(KeptFile file, String added) {
        Shelved shelved = store.find(file.team(), file.id());
        if (!(shelved instanceof Shelved.Kept(KeptFile now, var tombstones)) || !shelved.isIn(file.keys())) {
            return Optional.of(new Shown.Forgotten());
        }
        if (now.picture().equals(file.picture())) {
            return store.replace(now.shownAs(added)) ? Optional.of(new Shown.Picture(added)) : Optional.empty();
        }
        // Where it was shared twice, the other was quicker.
        return Optional.of(now.picture().<Shown>map(Shown.Picture::new).orElseGet(Shown.Nothing::new));
    }

    private void discard(String picture, Attempt attempt) {
        try {
            pictures.delete(picture, attempt);
        } catch (RuntimeException e) {
            journal.failed("thumbnail-not-discarded", picture, e);
        }
    }
}
