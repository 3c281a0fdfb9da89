package dev.bellhop.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

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

    /** Puts back what was kept. A line that was not written to its end is left out. */
    void restore(SlackWorkspace workspace) {
        for (String line : lines()) {
            Json.parsed(line).ifPresent(json -> restore(workspace, json));
        }
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
        write("said", json);
    }

    @Override
    public void deleted(SlackWorkspace.Message message) {
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
        write("channel", json);
    }

    private static void restore(SlackWorkspace workspace, JsonObject line) {
        Json.object(line, "channel")
                .ifPresent(json -> workspace.restore(
                        new SlackWorkspace.Channel(
                                Json.text(json, "id"),
                                Json.text(json, "name"),
                                SlackWorkspace.Kind.valueOf(Json.text(json, "kind"))),
                        Json.flag(json, "botIn")));
        Json.object(line, "said").flatMap(json -> message(workspace, json)).ifPresent(workspace::restore);
        Json.object(line, "deleted").ifPresent(json -> workspace.delete(Json.text(json, "ts")));
    }

    private static Optional<SlackWorkspace.Message> message(SlackWorkspace workspace, JsonObject json) {
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
                                optional(json, "blocks"),
                                Json.flag(json, "edited"))));
    }

    private static Optional<String> optional(JsonObject json, String name) {
        return Optional.of(Json.text(json, name)).filter(text -> !text.isEmpty());
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private synchronized void write(String what, JsonElement json) {
        JsonObject line = new JsonObject();
        line.add(what, json);
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to " + file, e);
        }
    }
}
