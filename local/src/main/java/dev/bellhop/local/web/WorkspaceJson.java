package dev.bellhop.local.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.local.SlackWorkspace;
import java.util.List;

/** The workspace as the page reads it. */
final class WorkspaceJson {

    private WorkspaceJson() {}

    static JsonObject user(SlackWorkspace.User user) {
        JsonObject json = new JsonObject();
        json.addProperty("id", user.id());
        json.addProperty("name", user.name());
        json.addProperty("realName", user.realName());
        json.addProperty("zone", user.zone().getId());
        json.addProperty("bot", user.equals(SlackWorkspace.BELLHOP));
        return json;
    }

    static JsonObject channel(SlackWorkspace workspace, SlackWorkspace.Channel channel) {
        JsonObject json = new JsonObject();
        json.addProperty("id", channel.id());
        json.addProperty("name", channel.name());
        json.addProperty("kind", channel.kind().type());
        json.addProperty(
                "user",
                channel.kind() == SlackWorkspace.Kind.IM
                        ? workspace
                                .userNamed(channel.name())
                                .map(SlackWorkspace.User::id)
                                .orElse(null)
                        : null);
        json.addProperty("botIn", workspace.isBotIn(channel));
        if (channel.kind() == SlackWorkspace.Kind.GROUP) {
            JsonArray members = new JsonArray();
            channel.members().forEach(members::add);
            json.add("members", members);
        }
        return json;
    }

    static JsonObject message(SlackWorkspace.Message message) {
        JsonObject json = new JsonObject();
        json.addProperty("channel", message.channel().id());
        json.addProperty("ts", message.ts());
        json.addProperty("thread", message.thread().orElse(null));
        json.addProperty("user", message.user().id());
        json.addProperty("text", message.text());
        json.add(
                "blocks",
                message.blocks().<JsonElement>map(JsonParser::parseString).orElse(JsonNull.INSTANCE));
        json.addProperty(
                "onlyFor", message.onlyFor().map(SlackWorkspace.User::id).orElse(null));
        json.addProperty("edited", message.edited());
        json.addProperty("broadcast", message.broadcast());
        JsonArray files = new JsonArray();
        message.files().forEach(file -> files.add(file(file)));
        json.add("files", files);
        return json;
    }

    static JsonObject file(SlackWorkspace.File file) {
        JsonObject json = new JsonObject();
        json.addProperty("id", file.id());
        json.addProperty("name", file.name());
        json.addProperty("mimetype", file.mimetype());
        json.addProperty("size", file.size());
        return json;
    }

    /** @param views as JSON, from the bottom to the top */
    static JsonArray views(List<String> views) {
        JsonArray json = new JsonArray();
        views.forEach(view -> json.add(JsonParser.parseString(view)));
        return json;
    }
}
