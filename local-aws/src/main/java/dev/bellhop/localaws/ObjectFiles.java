package dev.bellhop.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * Objects in a folder: of each its body and, written last, a file that says what it is. So that a file of a hundred megabytes is
 * never held in memory, it is a folder too where nothing is to be kept; then it is gone in the end.
 */
final class ObjectFiles implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ABOUT = ".json";
    private static final String BODY = ".body";

    /** As S3 lists: by the bytes of the key's UTF-8. */
    static final Comparator<String> BY_BYTES =
            Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final Path folder;
    private final boolean kept;

    /** By bucket and key. Guarded by this, as is the last sequence. */
    private final Map<String, TreeMap<String, StoredObject>> objects = new LinkedHashMap<>();

    private long last;

    private ObjectFiles(Path folder, boolean kept) {
        this.folder = folder;
        this.kept = kept;
    }

    static ObjectFiles temporary() throws IOException {
        return new ObjectFiles(Files.createTempDirectory("bellhop-objects"), false);
    }

    /** Finds what was kept in the folder, which is made when missing; what was not written to its end is taken away. */
    static ObjectFiles in(Path folder) throws IOException {
        Files.createDirectories(folder);
        ObjectFiles files = new ObjectFiles(folder, true);
        for (Path path : paths(folder)) {
            if (path.toString().endsWith(ABOUT)) {
                files.restore(path);
            }
        }
        for (Path path : paths(folder)) {
            if (!files.isOfObject(path)) {
                Files.delete(path);
            }
        }
        return files;
    }

    /** A file for a body on its way. */
    Path fresh() throws IOException {
        return Files.createTempFile(folder, "arriving", ".part");
    }

    /**
     * Takes {@code body} over as an object's.
     *
     * @param now its sequence is made of, so that none is ever given again, whatever was deleted
     * @param object makes it, with the sequence that it is to have
     * @param onlyIfNew whether it is stored only if there is none of that key
     * @return empty where there is one
     */
    synchronized Optional<StoredObject> put(
            String bucket, String key, Path body, boolean onlyIfNew, Instant now, LongFunction<StoredObject> object)
            throws IOException {
        TreeMap<String, StoredObject> inBucket = objects.computeIfAbsent(bucket, name -> new TreeMap<>(BY_BYTES));
        if (onlyIfNew && inBucket.containsKey(key)) {
            return Optional.empty();
        }
        last = Math.max(last + 1, ChronoUnit.MICROS.between(Instant.EPOCH, now));
        StoredObject stored = object.apply(last);
        Files.move(body, path(stored, BODY), StandardCopyOption.ATOMIC_MOVE);
        Path about = fresh();
        Files.write(about, JSON.writeValueAsBytes(json(stored)));
        Files.move(about, path(stored, ABOUT), StandardCopyOption.ATOMIC_MOVE);
        StoredObject before = inBucket.put(key, stored);
        if (before != null) {
            erase(before);
        }
        return Optional.of(stored);
    }

    synchronized Optional<StoredObject> find(String bucket, String key) {
        return Optional.ofNullable(objects.get(bucket)).map(inBucket -> inBucket.get(key));
    }

    /** The body of an object that is still there; the caller closes it. */
    synchronized Optional<InputStream> open(StoredObject object) throws IOException {
        return find(object.bucket(), object.key()).filter(object::equals).isPresent()
                ? Optional.of(Files.newInputStream(path(object, BODY)))
                : Optional.empty();
    }

    /** @return whether it was there */
    synchronized boolean delete(String bucket, String key) throws IOException {
        Optional<StoredObject> object = find(bucket, key);
        if (object.isPresent()) {
            objects.getOrDefault(bucket, new TreeMap<>()).remove(key);
            erase(object.get());
        }
        return object.isPresent();
    }

    /** What is in a bucket, in S3's order. */
    synchronized List<StoredObject> all(String bucket) {
        return Optional.ofNullable(objects.get(bucket))
                .map(inBucket -> List.copyOf(inBucket.values()))
                .orElse(List.of());
    }

    @Override
    public void close() throws IOException {
        if (!kept) {
            for (Path path : paths(folder)) {
                Files.deleteIfExists(path);
            }
            Files.deleteIfExists(folder);
        }
    }

    private void erase(StoredObject object) throws IOException {
        Files.deleteIfExists(path(object, ABOUT));
        Files.deleteIfExists(path(object, BODY));
    }

    private Path path(StoredObject object, String end) {
        return folder.resolve(object.sequencer() + end);
    }

    private synchronized void restore(Path about) throws IOException {
        StoredObject object;
        try {
            object = object(JSON.readTree(Files.readAllBytes(about)));
        } catch (JsonProcessingException | DateTimeException e) {
            // Of another version, or spoilt.
            return;
        }
        last = Math.max(last, object.sequence());
        if (!Files.exists(path(object, BODY)) || !path(object, ABOUT).equals(about)) {
            return;
        }
        // Who was killed between two steps of an overwrite left the one before, too.
        objects.computeIfAbsent(object.bucket(), name -> new TreeMap<>(BY_BYTES))
                .merge(object.key(), object, (one, other) -> one.sequence() > other.sequence() ? one : other);
    }

    private synchronized boolean isOfObject(Path path) {
        return objects.values().stream()
                .flatMap(inBucket -> inBucket.values().stream())
                .anyMatch(object -> path.equals(path(object, ABOUT)) || path.equals(path(object, BODY)));
    }

    private static List<Path> paths(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the folder " + folder, e);
        }
    }

    private static ObjectNode json(StoredObject object) {
        ObjectNode json = JSON.createObjectNode()
                .put("bucket", object.bucket())
                .put("key", object.key())
                .put("size", object.size())
                .put("etag", object.etag())
                .put("modified", object.modified().toString())
                .put("sequence", object.sequence());
        ObjectNode headers = json.putObject("headers");
        object.headers().forEach(headers::put);
        return json;
    }

    private static StoredObject object(JsonNode json) {
        Map<String, String> headers = new LinkedHashMap<>();
        json.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return new StoredObject(
                json.path("bucket").asText(),
                json.path("key").asText(),
                json.path("size").asLong(),
                json.path("etag").asText(),
                Instant.parse(json.path("modified").asText()),
                json.path("sequence").asLong(),
                headers);
    }
}
