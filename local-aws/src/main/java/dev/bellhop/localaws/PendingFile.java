package dev.bellhop.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps what is pending in a file, a line where something is taken and a line where it is done. A process that is killed, also
 * while it writes, leaves each thing there that was taken and not done; what was done, and not noted in time, is done again,
 * as the services do that it stands for. It is not forced to the disk, so a machine that loses its power may lose the last.
 */
public final class PendingFile implements Pending, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The file is written anew when it is longer than this, and most of it is done. */
    private static final long LONG = 1024 * 1024;

    /** What an earlier start left. */
    public record Left(String kind, Map<String, String> what, Runnable done) {
        public Left {
            what = Map.copyOf(what);
        }
    }

    private final Path file;

    /** The lines of what is pending, by number. Guarded by this. */
    private final Map<Long, String> pending = new LinkedHashMap<>();

    private final List<Left> left = new ArrayList<>();
    private OutputStream out;
    private long next;
    private long length;
    private long lengthPending;
    private boolean closed;

    private PendingFile(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (Files.exists(file)) {
            new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().forEach(this::read);
        }
        for (Map.Entry<Long, String> each : pending.entrySet()) {
            left.add(left(each.getKey(), each.getValue()));
        }
        this.out = rewritten();
    }

    /** @param file is made when missing, and its folder */
    public static PendingFile open(Path file) {
        try {
            return new PendingFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep what is under way in " + file, e);
        }
    }

    /** What an earlier start left, in the order in which it was taken. */
    public List<Left> left() {
        return List.copyOf(left);
    }

    @Override
    public synchronized Runnable keep(String kind, Map<String, String> what) {
        long number = next++;
        ObjectNode json = JSON.createObjectNode().put("n", number).put("kind", kind);
        ObjectNode members = json.putObject("what");
        what.forEach(members::put);
        String line = json.toString();
        pending.put(number, line);
        lengthPending += line.length();
        write(line);
        return () -> done(number);
    }

    private synchronized void done(long number) {
        String line = pending.remove(number);
        if (line == null) {
            return;
        }
        lengthPending -= line.length();
        write(JSON.createObjectNode().put("done", number).toString());
        if (length > LONG && length > 4 * lengthPending) {
            rewrite();
        }
    }

    /** What ends after this is not noted, and comes again. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        out.close();
    }

    /** A line that was not written to its end was not yet taken, or is done again. */
    private void read(String line) {
        Optional<JsonNode> json = parsed(line);
        json.filter(each -> each.path("n").isIntegralNumber()
                        && each.path("kind").isTextual()
                        && each.path("what").isObject())
                .ifPresent(taken -> {
                    long number = taken.get("n").asLong();
                    pending.put(number, line);
                    lengthPending += line.length();
                    next = Math.max(next, number + 1);
                });
        json.filter(each -> each.path("done").isIntegralNumber())
                .map(each -> pending.remove(each.get("done").asLong()))
                .ifPresent(taken -> lengthPending -= taken.length());
    }

    private Left left(long number, String line) {
        JsonNode json = parsed(line).orElseThrow();
        return new Left(
                json.get("kind").asText(),
                JSON.convertValue(json.get("what"), new TypeReference<Map<String, String>>() {}),
                () -> done(number));
    }

    private static Optional<JsonNode> parsed(String line) {
        try {
            return Optional.of(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private void write(String line) {
        if (closed) {
            return;
        }
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            // No channel: a thread that is interrupted when it writes would close that for all.
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to " + file, e);
        }
        length += bytes.length;
    }

    private void rewrite() {
        if (closed) {
            return;
        }
        try {
            out.close();
            out = rewritten();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + " anew", e);
        }
    }

    /** With what is pending alone; whoever is killed meanwhile leaves the old one. */
    private OutputStream rewritten() throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, pending.values());
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        length = Files.size(file);
        return new FileOutputStream(file.toFile(), true);
    }
}
