package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps channels and messages in a file, a line for each change, so that the next start finds them. What only one person saw is
 * not kept, as in Slack.
 */
final class WorkspaceFile implements SlackWorkspace.Watcher {

    private final Path file;

    /** @param file its folder is made at once, itself when something is said */
    WorkspaceFile(Path file) {
        this.file = file;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder of " + file, e);
        }
    }

    /**
     * Puts back what was kept. A message that was edited keeps its place.
     *
     * @param files where files are now
     * @return the numbers of the lines that say nothing: not written to their end, spoilt, or of another version
     */
    List<Integer> restore(SlackWorkspace workspace, UnaryOperator<SlackWorkspace.File> files) {
        Map<String, SlackWorkspace.Message> messages = new TreeMap<>();
        List<Integer> skipped = new ArrayList<>();
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            if (!read(lines.get(i), workspace, files, messages)) {
                skipped.add(i + 1);
            }
        }
        messages.values().forEach(workspace::restore);
        return skipped;
    }

    /** Where it is. */
    @Override
    public String toString() {
        return file.toString();
    }

    @Override
    public void said(SlackWorkspace.Message message) {
        if (message.onlyFor().isPresent()) {
            return;
        }
        JsonObject json = new JsonObject();
        json.addProperty("channel", message.channel().id());
        json.addProperty("ts", message.ts());
        json.addProperty("thread", message.thread().orElse(null));
        json.addProperty("user", message.user().id());
        json.addProperty("text", message.text());
        json.addProperty("blocks", message.blocks().orElse(null));
        json.addProperty("edited", message.edited());
        json.addProperty("broadcast", message.broadcast());
        if (!message.files().isEmpty()) {
            JsonArray files = new JsonArray();
            message.files().forEach(file -> files.add(json(file)));
            json.add("files", files);
        }
        write("said", json);
    }

    @Override
    public void deleted(SlackWorkspace.Message message) {
        if (message.onlyFor().isPresent()) {
            return;
        }
        JsonObject json = new JsonObject();
        json.addProperty("ts", message.ts());
        write("deleted", json);
    }

    @Override
    public void changed(SlackWorkspace.Channel channel, boolean botIn) {
        JsonObject json = new JsonObject();
        json.addProperty("id", channel.id());
        json.addProperty("name", channel.name());
        json.addProperty("kind", channel.kind().name());
        json.addProperty("botIn", botIn);
        if (!channel.members().isEmpty()) {
            JsonArray members = new JsonArray();
            channel.members().forEach(members::add);
            json.add("members", members);
        }
        write("channel", json);
    }

    /** Returns whether the line says something. */
    private static boolean read(
            String line,
            SlackWorkspace workspace,
            UnaryOperator<SlackWorkspace.File> files,
            Map<String, SlackWorkspace.Message> messages) {
        Optional<JsonObject> json = Json.parsed(line);
        Optional<JsonObject> channel = json.flatMap(each -> Json.object(each, "channel"));
        Optional<JsonObject> deleted = json.flatMap(each -> Json.object(each, "deleted"));
        if (channel.isPresent()) {
            Optional<SlackWorkspace.Channel> known = channel.flatMap(WorkspaceFile::channel);
            known.ifPresent(each -> workspace.restore(each, Json.flag(channel.get(), "botIn")));
            return known.isPresent();
        }
        if (deleted.isPresent()) {
            // What one person alone saw was not kept, and its end once was.
            messages.remove(Json.text(deleted.get(), "ts"));
            return true;
        }
        Optional<SlackWorkspace.Message> said =
                json.flatMap(each -> Json.object(each, "said")).flatMap(each -> message(workspace, files, each));
        said.ifPresent(message -> messages.put(message.ts(), message));
        return said.isPresent();
    }

    private static Optional<SlackWorkspace.Channel> channel(JsonObject json) {
        String id = Json.text(json, "id");
        String name = Json.text(json, "name");
        return id.isEmpty() || name.isEmpty()
                ? Optional.empty()
                : Stream.of(SlackWorkspace.Kind.values())
                        .filter(kind -> kind.name().equals(Json.text(json, "kind")))
                        .findFirst()
                        .map(kind -> new SlackWorkspace.Channel(id, name, kind, members(json)));
    }

    private static Set<String> members(JsonObject json) {
        return json.get("members") instanceof JsonArray members
                ? members.asList().stream()
                        .filter(JsonElement::isJsonPrimitive)
                        .map(JsonElement::getAsString)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    private static JsonObject json(SlackWorkspace.File file) {
        JsonObject json = new JsonObject();
        json.addProperty("id", file.id());
        json.addProperty("name", file.name());
        json.addProperty("mimetype", file.mimetype());
        json.addProperty("size", file.size());
        json.addProperty("user", file.user().id());
        json.addProperty("created", file.created());
        return json;
    }

    /** Empty where it says nothing of a file. */
    private static Optional<SlackWorkspace.File> file(SlackWorkspace workspace, JsonObject json) {
        boolean complete = !Json.text(json, "id").isEmpty()
                && Stream.of("size", "created")
                        .allMatch(name -> Json.text(json, name).matches("[0-9]{1,15}"));
        return workspace
                .user(Json.text(json, "user"))
                .filter(user -> complete)
                .map(user -> new SlackWorkspace.File(
                        Json.text(json, "id"),
                        Json.text(json, "name"),
                        Json.text(json, "mimetype"),
                        Long.parseLong(Json.text(json, "size")),
                        user,
                        Long.parseLong(Json.text(json, "created")),
                        URI.create("")));
    }

    private static Optional<SlackWorkspace.Message> message(
            SlackWorkspace workspace, UnaryOperator<SlackWorkspace.File> files, JsonObject json) {
        Optional<String> blocks = optional(json, "blocks");
        if (!SlackWorkspace.isTs(Json.text(json, "ts"))
                || blocks.filter(given -> !Json.isArray(given)).isPresent()) {
            return Optional.empty();
        }
        return workspace
                .openedChannel(Json.text(json, "channel"))
                .flatMap(channel -> workspace
                        .user(Json.text(json, "user"))
                        .map(user -> new SlackWorkspace.Message(
                                channel,
                                Json.text(json, "ts"),
                                optional(json, "thread"),
                                user,
                                Json.text(json, "text"),
                                Optional.empty(),
                                blocks,
                                Json.flag(json, "edited"),
                                Json.flag(json, "broadcast"),
                                Json.objects(json, "files").stream()
                                        .flatMap(file -> file(workspace, file).stream())
                                        .map(files)
                                        .toList())));
    }

    private static Optional<String> optional(JsonObject json, String name) {
        return Optional.of(Json.text(json, name)).filter(text -> !text.isEmpty());
    }

    /** What is not UTF-8 is read as far as it is. */
    private List<String> lines() {
        try {
            return Files.exists(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private synchronized void write(String what, JsonElement json) {
        JsonObject line = new JsonObject();
        line.add(what, json);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // Who was killed while it wrote left a line without an end.
            String start = endsALine(channel) ? "" : "\n";
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(start + line + "\n");
            channel.position(channel.size());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to " + file, e);
        }
    }

    private static boolean endsALine(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.size() == 0 || (channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n');
    }
}
