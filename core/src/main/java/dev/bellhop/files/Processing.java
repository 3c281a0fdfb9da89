package dev.bellhop.files;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Debts;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Handled;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Marks;
import dev.bellhop.delivery.Outcome;
import dev.bellhop.events.EventWriter;
import dev.bellhop.events.FileFacts;
import dev.bellhop.events.FileKind;
import dev.bellhop.events.FileProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks into what was stored: a small picture of it and its text are stored beside it, what was found is noted, and every
 * conversation that waits for it is owed the event that says so. What is wrong with a file is found like everything else.
 */
public final class Processing {

    private static final String PLAIN = "text/plain; charset=utf-8";

    /** What a file may take; a photo takes two seconds, a document of 200 pages five. */
    private static final Duration MOST_EXAMINING = Duration.ofSeconds(60);

    /** What storing and telling take, at the end. */
    private static final Duration STORING = Duration.ofSeconds(20);

    /** With less time than this, looking into a file is not begun with. */
    private static final Duration LEAST_EXAMINING = Duration.ofSeconds(20);

    private final FileStore store;
    private final FileBytes bytes;
    private final Examiner examiner;
    private final Forgetting forgetting;
    private final FileEvents events;
    private final Marks marks;
    private final Delivery delivery;
    private final Clock clock;

    /** @param delivery publishes what was found */
    public Processing(
            FileStore store,
            FileBytes bytes,
            Examiner examiner,
            Forgetting forgetting,
            EventWriter writer,
            Marks marks,
            Delivery delivery,
            Clock clock) {
        this.store = store;
        this.bytes = bytes;
        this.examiner = examiner;
        this.forgetting = forgetting;
        this.events = new FileEvents(writer);
        this.marks = marks;
        this.delivery = delivery;
        this.clock = clock;
    }

    /**
     * Looks into an original, once a version of it.
     *
     * @param identity of the version at its subscriber
     * @param size of the original in bytes
     * @throws RuntimeException where it may be done later
     */
    public Handled process(Identity identity, FileKeys original, long size, Attempt attempt) {
        return switch (store.find(original.team(), original.file())) {
            case Shelved.Kept(KeptFile file, var tombstones)
            when file.keys().equals(original) -> process(identity, file, size, attempt);
            // Nobody shared it: somebody put it there by hand. Or its time is over, and the bucket's rules take it.
            case Shelved.Unknown() -> Handled.IGNORED;
            // It came too late for its life, or whoever was at it died.
            case Shelved late -> {
                forgetting.purge(original);
                yield Handled.IGNORED;
            }
        };
    }

    private Handled process(Identity identity, KeptFile file, long size, Attempt attempt) {
        Optional<Mark> before = marks.find(identity);
        if (before.isPresent()) {
            return before.get().isSettled()
                    ? Handled.DUPLICATE
                    : handled(delivery.resume(identity, FileEvents.NO_REPLY, attempt));
        }
        try (Scratch scratch = new Scratch()) {
            Examiner.Examined found = examined(file, size, scratch, attempt);
            found.thumbnail().ifPresent(path -> bytes.put(file.keys().thumbnail(), path, found.thumbnailType()));
            found.text().ifPresent(path -> bytes.put(file.keys().text(), path, PLAIN));
            String text = found.text().map(Processing::read).orElse("");
            store.index(file, FileWords.of(file.name(), found.facts().title(), text));
            Mark mark = Mark.owing(identity, attempt.lease(), clock.instant(), Optional.empty(), Debts.NONE);
            Outcome outcome =
                    delivery.deliver(mark, open -> note(open, file, size, found, text), FileEvents.NO_REPLY, attempt);
            // Also where another attempt was quicker, and it was forgotten before this one stored the same again.
            if (!(outcome instanceof Outcome.Done)
                    && !store.find(file.team(), file.id()).isIn(file.keys())) {
                forgetting.purge(file.keys());
            }
            return handled(outcome);
        }
    }

    private static Handled handled(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> Handled.DONE;
            case Outcome.Settled settled -> Handled.DUPLICATE;
            case Outcome.Underway underway -> Handled.DUPLICATE;
            case Outcome.Declined declined -> Handled.IGNORED;
        };
    }

    /** Declined where its life ended meanwhile. */
    private Commit note(Mark mark, KeptFile file, long size, Examiner.Examined found, String text) {
        if (store.find(file.team(), file.id()) instanceof Shelved.Kept(KeptFile now, var tombstones)
                && now.keys().equals(file.keys())) {
            KeptFile next = found.problem().equals(Optional.of(FileProblem.GONE))
                    // Nobody is offered what is not there.
                    ? now.refused(FileProblem.GONE)
                    : now.processed(size, found, FileWords.excerpt(text));
            return store.write(mark.withOwes(events.owed(next, now.waiting())), next);
        }
        return new Commit.Declined();
    }

    private Examiner.Examined examined(KeptFile file, long size, Scratch scratch, Attempt attempt) {
        FileFacts nothing = FileFacts.of(FileKind.OTHER);
        if (size == 0) {
            return Examiner.Examined.of(nothing, FileProblem.EMPTY);
        }
        if (size > KeptFile.MOST_BYTES) {
            return Examiner.Examined.of(nothing, FileProblem.TOO_LARGE);
        }
        Path original = scratch.file("original");
        if (!bytes.get(file.keys().original(), original)) {
            return Examiner.Examined.of(nothing, FileProblem.GONE);
        }
        Duration left = attempt.left(clock).minus(STORING);
        if (left.compareTo(LEAST_EXAMINING) < 0) {
            throw new IllegalStateException("There was no time left to look into it; it comes again.");
        }
        return examiner.examine(
                original, file, scratch.folder(), left.compareTo(MOST_EXAMINING) < 0 ? left : MOST_EXAMINING);
    }

    private static String read(Path text) {
        try {
            return Files.readString(text);
        } catch (IOException e) {
            throw new UncheckedIOException("A text that was just written can't be read", e);
        }
    }
}
