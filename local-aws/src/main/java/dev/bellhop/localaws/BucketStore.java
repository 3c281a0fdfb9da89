package dev.bellhop.localaws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The template's buckets: what is in them, what their lifecycle rules take out, and who is told. */
final class BucketStore implements AutoCloseable {

    private final Map<String, Template.Bucket> buckets;
    private final List<Template.ObjectEvents> listeners;
    private final LocalFunctions functions;
    private final ObjectFiles files;
    private final Clock clock;
    private final Supplier<String> ids;
    private final Watcher watcher;

    BucketStore(
            Template template,
            LocalFunctions functions,
            ObjectFiles files,
            Clock clock,
            Supplier<String> ids,
            Watcher watcher) {
        this.buckets = template.buckets().stream()
                .collect(Collectors.toUnmodifiableMap(Template.Bucket::name, Function.identity()));
        this.listeners = template.objectEvents();
        this.functions = functions;
        this.files = files;
        this.clock = clock;
        this.ids = ids;
        this.watcher = watcher;
    }

    boolean has(String bucket) {
        return buckets.containsKey(bucket);
    }

    /** A file for a body on its way. */
    Path fresh() throws IOException {
        return files.fresh();
    }

    /**
     * Stores an object, and has functions told of it.
     *
     * @param headers that it is given out with
     * @param onlyIfNew whether it is stored only if there is none of that key
     * @param requestId of the request that brings it
     * @return empty where there is one
     */
    Optional<StoredObject> put(
            String bucket,
            String key,
            S3Body body,
            Path file,
            Map<String, String> headers,
            boolean onlyIfNew,
            String requestId)
            throws IOException {
        // What is past its time is not there any more.
        find(bucket, key);
        Instant now = clock.instant();
        Optional<StoredObject> stored = files.put(
                bucket,
                key,
                file,
                onlyIfNew,
                now,
                sequence -> new StoredObject(
                        bucket, key, body.size(), body.md5(), now.truncatedTo(ChronoUnit.MILLIS), sequence, headers));
        stored.ifPresent(object -> {
            watcher.saw(new Happening.ObjectStored(bucket, key));
            tell(object, requestId);
        });
        return stored;
    }

    private void tell(StoredObject object, String requestId) {
        for (Template.ObjectEvents listener : listeners) {
            ObjectCreated event = new ObjectCreated(listener, object, requestId);
            String function =
                    listener.functionArn().substring(listener.functionArn().lastIndexOf(':') + 1);
            if (event.isWanted() && functions.has(function)) {
                String invocation = ids.get();
                watcher.saw(new Happening.ObjectTold(object.bucket(), object.key(), function, invocation));
                functions.start(function, event.json(), invocation);
            }
        }
    }

    Optional<StoredObject> find(String bucket, String key) throws IOException {
        Optional<StoredObject> found = files.find(bucket, key);
        if (found.filter(this::isExpired).isEmpty()) {
            return found;
        }
        delete(bucket, key);
        return Optional.empty();
    }

    /** The body of an object that is still there; the caller closes it. */
    Optional<InputStream> open(StoredObject object) throws IOException {
        return files.open(object);
    }

    void delete(String bucket, String key) throws IOException {
        if (files.delete(bucket, key)) {
            watcher.saw(new Happening.ObjectRemoved(bucket, key));
        }
    }

    /** What is in a bucket, in S3's order. */
    List<StoredObject> all(String bucket) {
        return files.all(bucket).stream().filter(object -> !isExpired(object)).toList();
    }

    /** What is in all of them. */
    List<StoredObject> all() {
        return buckets.keySet().stream()
                .sorted()
                .flatMap(bucket -> all(bucket).stream())
                .toList();
    }

    /** S3 takes out what is as old as its rule says at the next midnight of UTC. */
    private boolean isExpired(StoredObject object) {
        return Optional.ofNullable(buckets.get(object.bucket())).stream()
                .flatMap(bucket -> bucket.expirations().entrySet().stream())
                .filter(rule -> object.key().startsWith(rule.getKey()))
                .map(rule -> object.modified()
                        .plus(rule.getValue() + 1L, ChronoUnit.DAYS)
                        .truncatedTo(ChronoUnit.DAYS))
                .anyMatch(end -> !clock.instant().isBefore(end));
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Objects are left behind", e);
        }
    }
}
