package dev.bellhop.slack;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Patience;
import dev.bellhop.events.FileProblem;
import dev.bellhop.files.Fetching;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import okhttp3.FormBody;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Gets files from Slack. The bot's token goes to where Slack has its files and nowhere else: not to where a file's URL happens to
 * point, and not after a redirect.
 *
 * @see <a href="https://docs.slack.dev/reference/objects/file-object">File object</a>
 * @see <a href="https://docs.slack.dev/reference/methods/files.info">files.info</a>
 */
public final class SlackFiles implements Fetching {

    /** Where Slack has its files. */
    private static final URI SLACK = URI.create("https://files.slack.com");

    private static final int OK = 200;
    private static final int REDIRECTION = 300;
    private static final int CLIENT_ERROR = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private static final int BUFFER = 64 * 1024;

    /** Of a file that it does not let the bot see Slack also says that there is none. */
    private static final Set<String> NO_ACCESS = Set.of(
            "access_denied",
            "file_access_denied",
            "file_not_found",
            "missing_scope",
            "no_permission",
            "not_allowed",
            "not_visible");

    private static final Set<String> DELETED = Set.of("file_deleted");

    /** Of a file that is no more, or that a workspace has too many of to show. */
    private static final Set<String> GONE_MODES = Set.of("tombstone", "hidden_by_limit");

    /** What fails for a moment is tried again at once; a queue would bring it back in minutes. */
    private static final int TRIES = 3;

    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private final SlackApi api;
    private final URI origin;
    private final Patience.Pause pause;
    private final Clock clock;

    /**
     * @param apiUrl prefix of Slack's Web API; where it is not Slack's own, files are fetched from where that is
     * @param pause waits before another try
     */
    public SlackFiles(SlackApi api, String apiUrl, Patience.Pause pause, Clock clock) {
        this.api = api;
        this.origin = apiUrl.equals(SlackApi.URL) ? SLACK : URI.create(apiUrl);
        this.pause = pause;
        this.clock = clock;
    }

    /** Slack can't be reached, or can't give the file now. */
    public static final class FetchFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FetchFailedException(String file, String why) {
            super("The file " + file + " can't be fetched now: " + why);
        }

        FetchFailedException(String file, String why, Throwable cause) {
            super("The file " + file + " can't be fetched now: " + why, cause);
        }
    }

    /** {@inheritDoc} Throws {@link FetchFailedException} where it may be had later. */
    @Override
    public Fetched fetch(String file, Path to, long most, Attempt attempt) {
        for (int tries = 1; ; tries++) {
            try {
                return tried(file, to, most, attempt);
            } catch (FetchFailedException e) {
                if (tries == TRIES || attempt.left(clock).compareTo(BETWEEN.multipliedBy(2)) < 0) {
                    throw e;
                }
                pause.pause(BETWEEN);
            }
        }
    }

    private Fetched tried(String file, Path to, long most, Attempt attempt) {
        JsonObject answer = info(file, attempt);
        if (!(answer.get("file") instanceof JsonObject info)) {
            return refused(file, SlackJson.text(answer, "error"));
        }
        Optional<FileProblem> problem = problem(info, most);
        return problem.<Fetched>map(Fetched.Refused::new).orElseGet(() -> download(file, info, to, most, attempt));
    }

    private JsonObject info(String file, Attempt attempt) {
        try {
            SlackApi.Answer answer = api.call(
                    "files.info", new FormBody.Builder().add("file", file).build(), left(file, attempt));
            if (answer.status() != OK) {
                throw new FetchFailedException(file, "files.info answers with HTTP status " + answer.status());
            }
            return JsonParser.parseString(answer.body()).getAsJsonObject();
        } catch (IOException e) {
            throw new FetchFailedException(file, "Slack can't be reached", e);
        } catch (JsonParseException | IllegalStateException e) {
            throw new FetchFailedException(file, "what answers is not Slack, for it says no JSON object", e);
        }
    }

    private static Fetched refused(String file, String error) {
        if (NO_ACCESS.contains(error)) {
            return new Fetched.Refused(FileProblem.NO_ACCESS);
        }
        if (DELETED.contains(error)) {
            return new Fetched.Refused(FileProblem.GONE);
        }
        throw new FetchFailedException(file, "files.info says " + (error.isEmpty() ? "no, and not why" : error));
    }

    private Optional<FileProblem> problem(JsonObject info, long most) {
        String mode = SlackJson.text(info, "mode");
        if (GONE_MODES.contains(mode)) {
            return Optional.of(FileProblem.GONE);
        }
        if (mode.equals("external") || SlackJson.text(info, "is_external").equals("true") || !isAtSlack(url(info))) {
            return Optional.of(FileProblem.EXTERNAL);
        }
        return size(info) > most ? Optional.of(FileProblem.TOO_LARGE) : Optional.empty();
    }

    private static String url(JsonObject info) {
        String download = SlackJson.text(info, "url_private_download");
        return download.isEmpty() ? SlackJson.text(info, "url_private") : download;
    }

    private boolean isAtSlack(String url) {
        try {
            URI uri = URI.create(url);
            return origin.getScheme().equals(uri.getScheme())
                    && origin.getHost().equals(uri.getHost())
                    && origin.getPort() == uri.getPort()
                    && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Fetched download(String file, JsonObject info, Path to, long most, Attempt attempt) {
        Request request = new Request.Builder()
                .url(url(info))
                .header("Authorization", api.authorization())
                // As it is: nothing has to be unpacked, which could come to more than it seems.
                .header("Accept-Encoding", "identity")
                .build();
        try (Response response = api.http()
                .newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .callTimeout(left(file, attempt))
                .build()
                .newCall(request)
                .execute()) {
            Optional<FileProblem> problem = problem(file, response, SlackJson.text(info, "mimetype"));
            if (problem.isPresent()) {
                return new Fetched.Refused(problem.get());
            }
            // It is null only in responses that are not of execute().
            OptionalLong size = copied(requireNonNull(response.body()).byteStream(), to, most);
            if (size.isEmpty()) {
                return new Fetched.Late();
            }
            return size.getAsLong() > most
                    ? new Fetched.Refused(FileProblem.TOO_LARGE)
                    : new Fetched.Here(
                            SlackJson.text(info, "name"), SlackJson.text(info, "mimetype"), size.getAsLong());
        } catch (IOException e) {
            throw new FetchFailedException(file, "Slack's files can't be reached", e);
        }
    }

    /** Who is not let in is sent on to a page for signing in, or given it. */
    private static Optional<FileProblem> problem(String file, Response response, String mimetype) {
        int status = response.code();
        String type = Optional.ofNullable(response.header("Content-Type")).orElse("");
        if (status == OK) {
            return type.startsWith("text/html") && !mimetype.equals("text/html")
                    ? Optional.of(FileProblem.NO_ACCESS)
                    : Optional.empty();
        }
        boolean sentOn = status >= REDIRECTION && status < CLIENT_ERROR;
        if (sentOn || status == UNAUTHORIZED || status == FORBIDDEN) {
            return Optional.of(FileProblem.NO_ACCESS);
        }
        if (status == NOT_FOUND || status == GONE) {
            return Optional.of(FileProblem.GONE);
        }
        throw new FetchFailedException(file, "Slack's files answer with HTTP status " + status);
    }

    /** @return how many bytes came, one more than {@code most} at most; empty where the time was over before the last one */
    private static OptionalLong copied(InputStream from, Path to, long most) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(to)) {
            for (int read = from.read(buffer); read >= 0 && size <= most; read = from.read(buffer)) {
                out.write(buffer, 0, read);
                size += read;
            }
        } catch (SocketTimeoutException e) {
            // Nothing came for a while, which is another thing than too little of it.
            throw e;
        } catch (InterruptedIOException e) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(size);
    }

    private Duration left(String file, Attempt attempt) {
        Duration left = attempt.left(clock);
        if (left.toMillis() == 0) {
            throw new FetchFailedException(file, "no time left");
        }
        return left;
    }

    private static long size(JsonObject info) {
        try {
            return Long.parseLong(SlackJson.text(info, "size"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
