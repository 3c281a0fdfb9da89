package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.bellhop.local.SlackWebApi.Arguments;
import dev.bellhop.local.SlackWebApi.RefusedException;
import dev.bellhop.localaws.Fault;
import dev.bellhop.localaws.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The files that people share in the workspace, as Slack has them: {@code files.info}, and an address for who shows the bot's token;
 * everyone else is sent on to a page for signing in.
 *
 * @see <a href="https://docs.slack.dev/reference/objects/file-object">File object</a>
 */
final class SharedFiles {

    static final String PATH = "/files-pri/";
    static final String SIGN_IN = "/signin";

    /** By this name the download can be made to fail, beside the Web API's methods. */
    static final String DOWNLOAD = "files.download";

    /** As Slack's. */
    static final long MOST_BYTES = 1L << 30;

    private static final int ID_LENGTH = 9;
    private static final int LONGEST_NAME = 255;
    private static final String UNKNOWN = "application/octet-stream";

    private final SlackWorkspace workspace;
    private final URI url;
    private final String token;
    private final Folder folder;
    private final Clock clock;
    private final Supplier<String> ids;
    private final Faults<String> faults;

    /** Those that no message has yet. */
    private final Map<String, SlackWorkspace.File> uploaded = new ConcurrentHashMap<>();

    /**
     * Over a workspace.
     *
     * @param url of the front
     * @param token that the bot has to show
     * @param faults of the Web API's methods, and of {@link #DOWNLOAD}
     */
    SharedFiles(
            SlackWorkspace workspace,
            URI url,
            String token,
            Folder folder,
            Clock clock,
            Supplier<String> ids,
            Faults<String> faults) {
        this.workspace = workspace;
        this.url = url;
        this.token = token;
        this.folder = folder;
        this.clock = clock;
        this.ids = ids;
        this.faults = faults;
    }

    /**
     * Takes a file in, for a message to come.
     *
     * @param mimetype empty to go by the name
     * @throws IllegalArgumentException where Slack would not take it
     */
    SlackWorkspace.File upload(SlackWorkspace.User user, String name, String mimetype, InputStream body)
            throws IOException {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("A file's name has 1 to " + LONGEST_NAME + " characters.");
        }
        String id = newId();
        Path path = folder.resolve(id);
        long size = 0;
        try (OutputStream out = Files.newOutputStream(path)) {
            byte[] buffer = new byte[64 * 1024];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                size += read;
                if (size > MOST_BYTES) {
                    throw new IllegalArgumentException("Slack takes files of 1 GB at most.");
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException | IllegalArgumentException e) {
            Files.deleteIfExists(path);
            throw e;
        }
        String type = Optional.of(mimetype)
                .filter(given -> given.matches("[a-zA-Z0-9!#$&^_.+-]+/[a-zA-Z0-9!#$&^_.+-]+"))
                .or(() -> Optional.ofNullable(URLConnection.guessContentTypeFromName(name)))
                .orElse(UNKNOWN);
        SlackWorkspace.File file = here(new SlackWorkspace.File(
                id, name, type, size, user, clock.instant().getEpochSecond(), URI.create("")));
        uploaded.put(id, file);
        return file;
    }

    /** Of Slack's length, so that people can type it. */
    String newId() {
        String unique = ids.get().replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
        return "F0" + unique.substring(Math.max(0, unique.length() - ID_LENGTH));
    }

    /** The same file at the address that it has here. */
    SlackWorkspace.File here(SlackWorkspace.File file) {
        String name = URLEncoder.encode(file.name(), StandardCharsets.UTF_8).replace("+", "%20");
        return new SlackWorkspace.File(
                file.id(),
                file.name(),
                file.mimetype(),
                file.size(),
                file.user(),
                file.created(),
                url.resolve(PATH + SlackWorkspace.TEAM + "-" + file.id() + "/" + name));
    }

    /**
     * What somebody uploaded and shares now, or did before.
     *
     * @throws NoSuchElementException where there is no such file of theirs
     */
    List<SlackWorkspace.File> shared(SlackWorkspace.User user, List<String> files) {
        return files.stream()
                .map(id -> find(id).filter(file -> file.user().equals(user))
                        .orElseThrow(() -> new NoSuchElementException("There is no file " + id + " of yours.")))
                .toList();
    }

    Optional<SlackWorkspace.File> find(String id) {
        return Optional.ofNullable(uploaded.get(id)).or(() -> workspace.file(id));
    }

    /** A file's content, whoever asks. */
    Http.Body content(SlackWorkspace.File file) {
        return out -> Files.copy(folder.resolve(file.id()), out);
    }

    /** {@code files.info}. */
    void info(Arguments arguments, JsonObject answer) throws RefusedException {
        SlackWorkspace.File file = find(arguments.required("file", "file_not_found"))
                .orElseThrow(() -> new RefusedException("file_not_found"));
        List<SlackWorkspace.Channel> in = List.copyOf(workspace.channelsOf(file));
        if (in.stream()
                .noneMatch(channel -> channel.kind() == SlackWorkspace.Kind.CHANNEL || workspace.isBotIn(channel))) {
            throw new RefusedException("file_not_found");
        }
        JsonObject json = json(file);
        Map.of(
                        "channels", SlackWorkspace.Kind.CHANNEL,
                        "groups", SlackWorkspace.Kind.GROUP,
                        "ims", SlackWorkspace.Kind.IM)
                .forEach((name, kind) -> {
                    JsonArray channels = new JsonArray();
                    in.stream()
                            .filter(channel -> channel.kind() == kind)
                            .forEach(channel -> channels.add(channel.id()));
                    json.add(name, channels);
                });
        json.addProperty("comments_count", 0);
        answer.add("file", json);
        answer.add("comments", new JsonArray());
    }

    /** A file as events, messages and {@code files.info} have it. */
    static JsonObject json(SlackWorkspace.File file) {
        int dot = file.name().lastIndexOf('.');
        String filetype = dot < 0 ? "binary" : file.name().substring(dot + 1).toLowerCase(Locale.ROOT);
        JsonObject json = new JsonObject();
        json.addProperty("id", file.id());
        json.addProperty("created", file.created());
        json.addProperty("timestamp", file.created());
        json.addProperty("name", file.name());
        json.addProperty("title", file.name());
        json.addProperty("mimetype", file.mimetype());
        json.addProperty("filetype", filetype);
        json.addProperty("pretty_type", filetype.toUpperCase(Locale.ROOT));
        json.addProperty("user", file.user().id());
        json.addProperty("user_team", SlackWorkspace.TEAM);
        json.addProperty("editable", false);
        json.addProperty("size", file.size());
        json.addProperty("mode", "hosted");
        json.addProperty("is_external", false);
        json.addProperty("external_type", "");
        json.addProperty("is_public", true);
        json.addProperty("public_url_shared", false);
        json.addProperty("display_as_bot", false);
        json.addProperty("username", "");
        String url = file.url().toString();
        json.addProperty("url_private", url);
        int name = url.lastIndexOf('/');
        json.addProperty("url_private_download", url.substring(0, name) + "/download" + url.substring(name));
        json.addProperty(
                "permalink",
                file.url()
                        .resolve("/files/" + file.user().id() + "/" + file.id())
                        .toString());
        json.addProperty("has_rich_preview", false);
        json.addProperty("file_access", "visible");
        return json;
    }

    /** Answers who follows a file's address. */
    Http.Answer download(Http.Request request) {
        Optional<Fault> fault = faults.of(DOWNLOAD);
        if (fault.isPresent() && fault.get() != Fault.REFUSE) {
            return fault.get() == Fault.THROTTLE
                    ? HttpFront.error(429, "Too Many Requests")
                    : HttpFront.error(503, "Service Unavailable");
        }
        boolean shown = request.header("authorization")
                .filter(("Bearer " + token)::equals)
                .isPresent();
        if (!shown || fault.isPresent()) {
            // Slack says neither that the token is wrong nor that it lacks a scope.
            return new Http.Response(
                    302,
                    Map.of(
                            "location",
                            List.of(url.resolve(SIGN_IN + "?redir=" + encoded(request.path()))
                                    .toString())),
                    SdkBytes.fromUtf8String(""));
        }
        return Stream.of(request.path().substring(PATH.length()).split("/", 2)[0])
                .filter(name -> name.startsWith(SlackWorkspace.TEAM + "-"))
                .flatMap(name -> find(name.substring(SlackWorkspace.TEAM.length() + 1)).stream())
                .findFirst()
                .<Http.Answer>map(file -> new Http.Streamed(
                        Map.of(
                                "content-type", List.of(file.mimetype()),
                                "content-length", List.of(Long.toString(file.size()))),
                        content(file)))
                .orElseGet(() -> HttpFront.error(404, "Not Found"));
    }

    /** The page where people sign in, as far as who was sent there can tell. */
    static Http.Response signIn() {
        return new Http.Response(
                200,
                Map.of("content-type", List.of("text/html; charset=utf-8")),
                SdkBytes.fromUtf8String("<!doctype html><title>Slack</title><p>Sign in to Bellhop</p>"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
