package dev.bellhop.bot;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.slack.api.bolt.context.Context;
import com.slack.api.bolt.request.builtin.EventRequest;
import com.slack.api.model.File;
import com.slack.api.util.json.GsonFactory;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a reply that is shown in its channel too, on their way through Bolt, whose class of that event has none.
 *
 * @see <a href="https://docs.slack.dev/reference/events/message/thread_broadcast">Thread broadcast</a>
 */
final class CarriedFiles {

    private static final String FILES = "bellhop.files";

    private static final String BROADCAST = "message:thread_broadcast";

    private CarriedFiles() {}

    static void put(EventRequest request) {
        if (request.getEventTypeAndSubtype().equals(BROADCAST)) {
            JsonObject body =
                    JsonParser.parseString(request.getRequestBodyAsString()).getAsJsonObject();
            if (body.getAsJsonObject("event").get("files") instanceof JsonArray files) {
                request.getContext().getAdditionalValues().put(FILES, files.toString());
            }
        }
    }

    /**
     * Null where there are none, as Bolt has it.
     *
     * @throws BadRequestException where they are none of Slack's
     */
    static @Nullable List<File> of(Context context) {
        String files = context.getAdditionalValues().get(FILES);
        try {
            return files == null
                    ? null
                    : Arrays.asList(GsonFactory.createSnakeCase().fromJson(files, File[].class));
        } catch (JsonParseException e) {
            throw new BadRequestException("The files are not as Slack has them.", e);
        }
    }
}
