package dev.bellhop.files;

import dev.bellhop.events.FileFacts;
import dev.bellhop.events.FileKind;
import dev.bellhop.events.FileProblem;
import dev.bellhop.events.FileShared;
import dev.bellhop.events.OneLine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file as it is kept: once in a workspace, wherever and however often it was shared.
 *
 * @param id Slack's
 * @param generation which of its lives this is: when it began, in milliseconds
 * @param name as people call it, {@linkplain OneLine on one line}; empty where Slack didn't say
 * @param mimetype what Slack takes it for
 * @param size in bytes
 * @param user who shared it first, and may have it forgotten
 * @param channels every conversation that it was shared in, as {@link Share#conversation} names it
 * @param waiting the messages that are still to be answered
 * @param problem what is wrong with it
 * @param excerpt the first lines of its text; empty where there is none
 * @param thumbnail whether there is a thumbnail of it
 * @param text whether there is a text of it
 * @param picture by which id Slack shows the thumbnail; empty until it does
 * @param sharedAt when it was shared first
 * @param revision one more at each change
 */
public record KeptFile(
        String team,
        String id,
        long generation,
        String name,
        String mimetype,
        long size,
        String user,
        Set<String> channels,
        List<Share> waiting,
        FileStatus status,
        Optional<FileProblem> problem,
        FileFacts facts,
        String excerpt,
        boolean thumbnail,
        boolean text,
        Optional<String> picture,
        Instant sharedAt,
        int revision) {

    /** A larger one is not kept. */
    public static final long MOST_BYTES = 100L * 1024 * 1024;

    /** A picture of more pixels is not decoded: each takes memory, whatever its file is compressed to. */
    public static final long MOST_PIXELS = 50_000_000;

    /** Code points of an excerpt. */
    public static final int MOST_EXCERPT = 600;

    public KeptFile {
        name = OneLine.of(name);
        mimetype = OneLine.of(mimetype);
        channels = Set.copyOf(channels);
        waiting = List.copyOf(waiting);
    }

    /** A file that nobody shared before, or not in this life of it. */
    static KeptFile of(FileShared shared, long generation) {
        Share share = Share.of(shared);
        return new KeptFile(
                shared.team(),
                shared.file(),
                generation,
                shared.name(),
                shared.mimetype(),
                shared.size(),
                shared.user(),
                Set.of(share.conversation()),
                List.of(share),
                FileStatus.FETCHING,
                Optional.empty(),
                FileFacts.of(FileKind.OTHER),
                "",
                false,
                false,
                Optional.empty(),
                shared.time(),
                1);
    }

    /** Where its bytes are. */
    public FileKeys keys() {
        return new FileKeys(team, id, generation);
    }

    /**
     * When its life began, from which the time is counted that it is kept for. It may be long after it was shared, where it is
     * somebody's wish to keep what is in an old message.
     */
    public Instant since() {
        return Instant.ofEpochMilli(generation);
    }

    /** Whether its original is here. */
    public boolean hasOriginal() {
        return status == FileStatus.KEPT || status == FileStatus.PROCESSED;
    }

    /**
     * Whether {@code user} may see it.
     *
     * @param in the conversations that they are in
     */
    public boolean isSeenBy(String user, Set<String> in) {
        return channels.contains(user) || channels.stream().anyMatch(in::contains);
    }

    /** Shared once more, which is told of at once. */
    KeptFile sharedIn(Share share) {
        return next(size, with(share), waiting, status, problem, name, mimetype);
    }

    /** Shared once more, which is told of when it is looked into; what could not be had is tried again. */
    KeptFile awaitedBy(Share share) {
        List<Share> all = Stream.concat(waiting.stream(), Stream.of(share)).toList();
        return status == FileStatus.REFUSED
                ? next(size, with(share), all, FileStatus.FETCHING, Optional.empty(), name, mimetype)
                : next(size, with(share), all, status, problem, name, mimetype);
    }

    /** As Slack describes it when it is fetched, and with as many bytes as came. */
    KeptFile described(Fetching.Fetched.Here here) {
        return next(here.size(), channels, waiting, status, problem, here.name(), here.mimetype());
    }

    /** Its original is here. */
    KeptFile fetched() {
        return next(size, channels, waiting, FileStatus.KEPT, problem, name, mimetype);
    }

    /** Its original can't be had, which everybody is told who waits for it. */
    KeptFile refused(FileProblem why) {
        return next(size, channels, List.of(), FileStatus.REFUSED, Optional.of(why), name, mimetype);
    }

    /**
     * Looked into, which everybody is told who waits for it.
     *
     * @param bytes of the original
     */
    KeptFile processed(long bytes, Examiner.Examined found, String lines) {
        return new KeptFile(
                team,
                id,
                generation,
                name,
                mimetype,
                bytes,
                user,
                channels,
                List.of(),
                FileStatus.PROCESSED,
                found.problem(),
                found.facts(),
                lines,
                found.thumbnail().isPresent(),
                found.text().isPresent(),
                picture,
                sharedAt,
                revision + 1);
    }

    /** Its thumbnail is shown in Slack, by that id. */
    KeptFile shownAs(String inSlack) {
        return new KeptFile(
                team,
                id,
                generation,
                name,
                mimetype,
                size,
                user,
                channels,
                waiting,
                status,
                problem,
                facts,
                excerpt,
                thumbnail,
                text,
                Optional.of(inSlack),
                sharedAt,
                revision + 1);
    }

    private Set<String> with(Share share) {
        return Stream.concat(channels.stream(), Stream.of(share.conversation())).collect(Collectors.toSet());
    }

    private KeptFile next(
            long bytes,
            Set<String> sharedIn,
            List<Share> awaitedBy,
            FileStatus to,
            Optional<FileProblem> why,
            String called,
            String type) {
        return new KeptFile(
                team,
                id,
                generation,
                called.isEmpty() ? name : called,
                type.isEmpty() ? mimetype : type,
                bytes,
                user,
                sharedIn,
                awaitedBy,
                to,
                why,
                facts,
                excerpt,
                thumbnail,
                text,
                picture,
                sharedAt,
                revision + 1);
    }
}
