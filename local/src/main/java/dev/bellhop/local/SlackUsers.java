package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.bellhop.local.SlackWebApi.Arguments;
import dev.bellhop.local.SlackWebApi.Method;
import dev.bellhop.local.SlackWebApi.RefusedException;
import java.time.Clock;
import java.util.Map;

/** The Web API's {@code users.*}. */
final class SlackUsers {

    private final SlackWorkspace workspace;
    private final Clock clock;

    SlackUsers(SlackWorkspace workspace, Clock clock) {
        this.workspace = workspace;
        this.clock = clock;
    }

    Map<String, Method> methods() {
        return Map.of("users.info", this::info, "users.list", this::list);
    }

    static SlackWorkspace.User user(SlackWorkspace workspace, Arguments arguments) throws RefusedException {
        return workspace
                .user(arguments.required("user", "user_not_found"))
                .orElseThrow(() -> new RefusedException("user_not_found"));
    }

    private void info(Arguments arguments, JsonObject answer) throws RefusedException {
        answer.add("user", json(user(workspace, arguments)));
    }

    private void list(Arguments arguments, JsonObject answer) throws RefusedException {
        JsonArray members = new JsonArray();
        SlackPage.of(workspace.users(), arguments, answer).forEach(user -> members.add(json(user)));
        answer.add("members", members);
        answer.addProperty("cache_ts", clock.instant().getEpochSecond());
    }

    private JsonObject json(SlackWorkspace.User user) {
        JsonObject profile = new JsonObject();
        profile.addProperty("display_name", user.name());
        profile.addProperty("real_name", user.realName());
        JsonObject json = new JsonObject();
        json.addProperty("id", user.id());
        json.addProperty("team_id", SlackWorkspace.TEAM);
        json.addProperty("name", user.name());
        json.addProperty("deleted", false);
        json.addProperty("real_name", user.realName());
        json.addProperty("tz", user.zone().getId());
        json.addProperty(
                "tz_offset", user.zone().getRules().getOffset(clock.instant()).getTotalSeconds());
        json.addProperty("is_bot", user.equals(SlackWorkspace.BELLHOP));
        json.add("profile", profile);
        return json;
    }
}
