package dev.bellhop.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Patience;
import dev.bellhop.files.KeptFile;
import dev.bellhop.files.Pictures;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Pictures as files of Slack's own, shared in no conversation. An image block that shows one stays, whereas one that shows what is at
 * an address is empty once that can't be got there any more.
 *
 * @see <a href="https://docs.slack.dev/messaging/working-with-files#upload">Uploading files</a>
 * @see <a href="https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object">Slack file object</a>
 */
public final class SlackPictures implements Pictures {

    private static final int OK = 200;

    private static final MediaType BYTES = MediaType.get("application/octet-stream");

    private static final String DELETED = "file_deleted";

    /** Slack takes an upload in behind its answer, and knows the file or its type only then. */
    private static final String NOT_YET = "file_not_found";

    private static final Set<String> GONE = Set.of(DELETED, NOT_YET);

    private static final int TRIES = 10;

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final SlackApi api;
    private final Patience.Pause pause;
    private final Clock clock;

    /** @param pause waits before Slack is asked again whether a picture is there */
    public SlackPictures(SlackApi api, Patience.Pause pause, Clock clock) {
        this.api = api;
        this.pause = pause;
        this.clock = clock;
    }

    /** Slack can't be reached, or does not do it. */
    public static final class PictureFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PictureFailedException(String call, String why) {
            super(call + ": " + why);
        }

        PictureFailedException(String call, String why, Throwable cause) {
            super(call + ": " + why, cause);
        }

        static PictureFailedException said(String method, String error) {
            String why = error.isEmpty() ? "no, and not why" : error;
            return new PictureFailedException(
                    method,
                    "Slack says " + why + (error.equals("missing_scope") ? "; files:write is what it takes" : ""));
        }
    }

    @Override
    public String add(KeptFile file, Path thumbnail, Attempt attempt) {
        String described = FileText.ofThumbnail(file);
        JsonObject place = done(
                "files.getUploadURLExternal",
                new FormBody.Builder()
                        .add("filename", name(thumbnail))
                        .add("length", Long.toString(thumbnail.toFile().length()))
                        .add("alt_txt", described)
                        .build(),
                attempt);
        String id = SlackJson.text(place, "file_id");
        send(thumbnail, SlackJson.text(place, "upload_url"), attempt);
        done(
                "files.completeUploadExternal",
                new FormBody.Builder().add("files", files(id, described)).build(),
                attempt);
        return id;
    }

    /** Slack goes by the name where it is asked for no more than that. */
    private static String name(Path thumbnail) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(thumbnail))) {
            return "image/png".equals(URLConnection.guessContentTypeFromStream(in)) ? "thumbnail.png" : "thumbnail.jpg";
        } catch (IOException e) {
            throw new PictureFailedException("A thumbnail", "it can't be read", e);
        }
    }

    private static String files(String id, String title) {
        JsonObject file = new JsonObject();
        file.addProperty("id", id);
        file.addProperty("title", title);
        JsonArray files = new JsonArray();
        files.add(file);
        return files.toString();
    }

    /** To where Slack wants it, which is for this one file: no token goes there, and nothing goes on from there. */
    private void send(Path thumbnail, String url, Attempt attempt) {
        String call = "The upload of a thumbnail";
        try {
            Request request = new Request.Builder()
                    .url(url)
                    .post(RequestBody.create(thumbnail.toFile(), BYTES))
                    .build();
            try (Response response = api.http()
                    .newBuilder()
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .callTimeout(left(call, attempt))
                    .build()
                    .newCall(request)
                    .execute()) {
                if (response.code() != OK) {
                    throw new PictureFailedException(call, "Slack answers with HTTP status " + response.code());
                }
            }
        } catch (IllegalArgumentException e) {
            throw new PictureFailedException(call, "Slack names no address for it", e);
        } catch (IOException e) {
            throw new PictureFailedException(call, "Slack can't be reached", e);
        }
    }

    @Override
    public boolean await(String id, Attempt attempt) {
        String method = "files.info";
        for (int tries = 1; ; tries++) {
            JsonObject answer =
                    answer(method, new FormBody.Builder().add("file", id).build(), attempt);
            String error = SlackJson.text(answer, "error");
            if (error.equals(DELETED)) {
                return false;
            }
            if (answer.get("file") instanceof JsonObject file
                    && !SlackJson.text(file, "mimetype").isEmpty()) {
                return true;
            }
            if (!error.isEmpty() && !error.equals(NOT_YET)) {
                throw PictureFailedException.said(method, error);
            }
            if (tries == TRIES || attempt.left(clock).compareTo(BETWEEN) <= 0) {
                throw new PictureFailedException(method, "Slack does not know yet what " + id + " is");
            }
            pause.pause(BETWEEN);
        }
    }

    @Override
    public void delete(String id, Attempt attempt) {
        String method = "files.delete";
        JsonObject answer =
                answer(method, new FormBody.Builder().add("file", id).build(), attempt);
        String error = SlackJson.text(answer, "error");
        if (!SlackJson.text(answer, "ok").equals("true") && !GONE.contains(error)) {
            throw PictureFailedException.said(method, error);
        }
    }

    private JsonObject done(String method, RequestBody body, Attempt attempt) {
        JsonObject answer = answer(method, body, attempt);
        if (SlackJson.text(answer, "ok").equals("true")) {
            return answer;
        }
        throw PictureFailedException.said(method, SlackJson.text(answer, "error"));
    }

    private JsonObject answer(String method, RequestBody body, Attempt attempt) {
        try {
            SlackApi.Answer answer = api.call(method, body, left(method, attempt));
            if (answer.status() != OK) {
                throw new PictureFailedException(method, "Slack answers with HTTP status " + answer.status());
            }
            return JsonParser.parseString(answer.body()).getAsJsonObject();
        } catch (IOException e) {
            throw new PictureFailedException(method, "Slack can't be reached", e);
        } catch (JsonParseException | IllegalStateException e) {
            throw new PictureFailedException(method, "what answers is not Slack, for it says no JSON object", e);
        }
    }

    private Duration left(String call, Attempt attempt) {
        Duration left = attempt.left(clock);
        if (left.toMillis() == 0) {
            throw new PictureFailedException(call, "no time left");
        }
        return left;
    }
}
