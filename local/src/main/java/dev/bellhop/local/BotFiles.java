package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bellhop.local.SlackWebApi.Arguments;
import dev.bellhop.local.SlackWebApi.Method;
import dev.bellhop.local.SlackWebApi.RefusedException;
import dev.bellhop.localaws.Fault;
import dev.bellhop.localaws.Faults;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The files that the bot uploads, as Slack has them: an address for the bytes, which takes them once; complete, and shared nowhere; and
 * only a moment later known for what they are, until when no message shows them.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/files.getUploadURLExternal">files.getUploadURLExternal</a>
 * @see <a href="https://docs.slack.dev/reference/methods/files.completeUploadExternal">files.completeUploadExternal</a>
 */
final class BotFiles {

    static final String PATH = "/upload/v1/";

    /** By this name the upload can be made to fail, beside the Web API's methods. */
    static final String UPLOAD = "files.upload";

    /** What browsers show as a picture, and run nothing of. */
    static final Set<String> PICTURES = Set.of("image/gif", "image/jpeg", "image/png", "image/webp");

    private static final String DESCRIPTION = ".json";
    private static final String UNKNOWN = "application/octet-stream";

    /** What is to be uploaded. */
    private record Promised(String id, String name, long length) {}

    private final SharedFiles files;
    private final URI url;
    private final Folder folder;
    private final Clock clock;
    private final Supplier<String> ids;
    private final Faults<String> faults;

    /** By the ends of their addresses. */
    private final Map<String, Promised> promised = new ConcurrentHashMap<>();

    private final Map<String, Promised> arrived = new ConcurrentHashMap<>();

    /** Those that nobody asked for yet. */
    private final Set<String> fresh = ConcurrentHashMap.newKeySet();

    private final Set<String> deleted = ConcurrentHashMap.newKeySet();

    /**
     * Beside the files that people share.
     *
     * @param url of the front
     * @param faults of the Web API's methods, and of {@link #UPLOAD}
     */
    BotFiles(SharedFiles files, URI url, Folder folder, Clock clock, Supplier<String> ids, Faults<String> faults) {
        this.files = files;
        this.url = url;
        this.folder = folder;
        this.clock = clock;
        this.ids = ids;
        this.faults = faults;
    }

    Map<String, Method> methods() {
        return Map.of(
                "files.getUploadURLExternal", this::promise,
                "files.completeUploadExternal", this::complete,
                "files.info", this::info,
                "files.delete", this::delete);
    }

    private void promise(Arguments arguments, JsonObject answer) throws RefusedException {
        String name = arguments.required("filename", "invalid_arguments");
        String length = arguments.required("length", "invalid_arguments");
        if (!length.matches("[1-9][0-9]{0,9}") || Long.parseLong(length) > SharedFiles.MOST_BYTES) {
            throw new RefusedException("invalid_arguments");
        }
        Promised file = new Promised(files.newId(), name, Long.parseLong(length));
        String ticket = ids.get();
        promised.put(ticket, file);
        answer.addProperty("upload_url", url.resolve(PATH + ticket).toString());
        answer.addProperty("file_id", file.id());
    }

    /** Takes the bytes in. */
    Http.Response upload(Http.Request request) throws IOException {
        Optional<Fault> fault = faults.of(UPLOAD);
        if (fault.isPresent()) {
            return HttpFront.error(503, "Service Unavailable");
        }
        Promised file =
                request.method().equals("POST") ? promised.remove(request.path().substring(PATH.length())) : null;
        byte[] bytes = request.body().asByteArrayUnsafe();
        if (file == null) {
            return HttpFront.error(404, "Not Found");
        }
        if (bytes.length != file.length()) {
            return HttpFront.error(400, "Bad Request");
        }
        Files.write(folder.resolve(file.id()), bytes);
        arrived.put(file.id(), file);
        return new Http.Response(
                200, Map.of("content-type", List.of("text/plain")), SdkBytes.fromUtf8String("OK - " + bytes.length));
    }

    private void complete(Arguments arguments, JsonObject answer) throws RefusedException {
        List<JsonObject> wanted = Json.objects(array(arguments.required("files", "invalid_arguments")));
        if (wanted.isEmpty()) {
            throw new RefusedException("invalid_arguments");
        }
        JsonArray complete = new JsonArray();
        for (JsonObject each : wanted) {
            Promised file = arrived.remove(Json.text(each, "id"));
            if (file == null) {
                throw new RefusedException("file_not_found");
            }
            keep(file);
            JsonObject json = new JsonObject();
            json.addProperty("id", file.id());
            json.addProperty("title", Json.text(each, "title"));
            complete.add(json);
        }
        answer.add("files", complete);
    }

    private static JsonArray array(String json) throws RefusedException {
        try {
            if (JsonParser.parseString(json) instanceof JsonArray array) {
                return array;
            }
        } catch (JsonParseException e) {
            // It is none, like what is none of files.
        }
        throw new RefusedException("invalid_arguments");
    }

    private void keep(Promised file) {
        JsonObject description = new JsonObject();
        description.addProperty("name", file.name());
        description.addProperty("mimetype", type(file));
        description.addProperty("size", file.length());
        description.addProperty("created", clock.instant().getEpochSecond());
        fresh.add(file.id());
        try {
            Files.writeString(folder.resolve(file.id() + DESCRIPTION), description.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the file " + file.id(), e);
        }
    }

    private String type(Promised file) {
        try {
            byte[] bytes = Files.readAllBytes(folder.resolve(file.id()));
            return Optional.ofNullable(URLConnection.guessContentTypeFromStream(new ByteArrayInputStream(bytes)))
                    .or(() -> Optional.ofNullable(URLConnection.guessContentTypeFromName(file.name())))
                    .orElse(UNKNOWN);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the file " + file.id(), e);
        }
    }

    /** Also of what people shared, for there is one method for both. */
    private void info(Arguments arguments, JsonObject answer) throws RefusedException {
        String id = arguments.required("file", "file_not_found");
        if (deleted.contains(id)) {
            throw new RefusedException("file_deleted");
        }
        Optional<SlackWorkspace.File> file = find(id);
        if (file.isEmpty()) {
            files.info(arguments, answer);
            return;
        }
        JsonObject json = SharedFiles.json(file.get());
        json.addProperty("is_public", false);
        if (fresh.remove(id)) {
            List.of("mimetype", "filetype", "pretty_type").forEach(name -> json.addProperty(name, ""));
        }
        List.of("channels", "groups", "ims").forEach(name -> json.add(name, new JsonArray()));
        answer.add("file", json);
    }

    private void delete(Arguments arguments, JsonObject answer) throws RefusedException {
        String id = arguments.required("file", "file_not_found");
        if (deleted.contains(id)) {
            throw new RefusedException("file_deleted");
        }
        if (find(id).isEmpty()) {
            throw new RefusedException(files.find(id).isPresent() ? "cant_delete_file" : "file_not_found");
        }
        try {
            Files.delete(folder.resolve(id + DESCRIPTION));
            Files.delete(folder.resolve(id));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete the file " + id, e);
        }
        deleted.add(id);
    }

    private Optional<SlackWorkspace.File> find(String id) {
        if (!id.matches("[A-Z0-9]+") || !Files.exists(folder.resolve(id + DESCRIPTION))) {
            return Optional.empty();
        }
        try {
            JsonObject json = JsonParser.parseString(Files.readString(folder.resolve(id + DESCRIPTION)))
                    .getAsJsonObject();
            return Optional.of(files.here(new SlackWorkspace.File(
                    id,
                    Json.text(json, "name"),
                    Json.text(json, "mimetype"),
                    json.get("size").getAsLong(),
                    SlackWorkspace.BELLHOP,
                    json.get("created").getAsLong(),
                    URI.create(""))));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read what the file " + id + " is", e);
        }
    }

    /** A picture of the bot's own that messages may show; empty where Slack would not show it. */
    Optional<Http.Response> picture(String id) {
        return find(id).filter(file -> !fresh.contains(id) && PICTURES.contains(file.mimetype()))
                .map(file -> new Http.Response(
                        200,
                        Map.of("content-type", List.of(file.mimetype())),
                        SdkBytes.fromByteArrayUnsafe(bytes(id))));
    }

    private byte[] bytes(String id) {
        try {
            return Files.readAllBytes(folder.resolve(id));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the file " + id, e);
        }
    }
}
