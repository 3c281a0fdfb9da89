package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Copies of the pictures that messages show by their address. Slack gets a picture when a message is posted and shows its copy from
 * then on, so it does not matter that a link expires; and it takes no message whose picture it can't have.
 *
 * <p>Only what is on this machine is got.
 */
final class Pictures {

    private static final int MOST_BYTES = 10 * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(3);

    /** What browsers show as a picture, and run nothing of. */
    private static final Set<String> TYPES = Set.of("image/gif", "image/jpeg", "image/png", "image/webp");

    private static final String END_OF_TYPE = ".type";

    private final HttpClient http;
    private final Folder folder;

    Pictures(HttpClient http, Folder folder) {
        this.http = http;
        this.folder = folder;
    }

    /** Gets what blocks show from this machine; whether it was all to be had. */
    boolean got(String blocks) {
        return Json.parsed("{\"blocks\":" + blocks + "}").stream()
                .flatMap(json -> Json.objects(json, "blocks").stream())
                .flatMap(Pictures::addresses)
                .filter(Pictures::isHere)
                .distinct()
                .allMatch(this::get);
    }

    /** The name of the copy of what is at an address; empty where there is none. */
    Optional<String> copy(String address) {
        String name = name(address);
        return Files.exists(folder.resolve(name)) ? Optional.of(name) : Optional.empty();
    }

    /** A copy by its name. */
    Optional<Http.Response> find(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!name.matches("[0-9a-f]{32}") || !Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(new Http.Response(
                200,
                Map.of("content-type", List.of(Files.readString(folder.resolve(name + END_OF_TYPE)))),
                SdkBytes.fromByteArrayUnsafe(Files.readAllBytes(file))));
    }

    private static Stream<String> addresses(JsonObject block) {
        Stream<JsonObject> inside = Stream.concat(
                Json.object(block, "accessory").stream(),
                block.get("elements") instanceof JsonArray ? Json.objects(block, "elements").stream() : Stream.empty());
        return Stream.concat(Stream.of(block), inside)
                .filter(each -> Json.text(each, "type").equals("image"))
                .map(each -> Json.text(each, "image_url"));
    }

    private static boolean isHere(String address) {
        try {
            URI uri = URI.create(address);
            return "http".equals(uri.getScheme()) && "127.0.0.1".equals(uri.getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean get(String address) {
        if (copy(address).isPresent()) {
            return true;
        }
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address)).timeout(LONGEST).build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                String type = response.headers().firstValue("content-type").orElse("");
                byte[] bytes = body.readNBytes(MOST_BYTES + 1);
                if (response.statusCode() != 200 || !TYPES.contains(type) || bytes.length > MOST_BYTES) {
                    return false;
                }
                keep(name(address), type, bytes);
                return true;
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void keep(String name, String type, byte[] bytes) throws IOException {
        Files.writeString(folder.resolve(name + END_OF_TYPE), type);
        Path whole = Files.createTempFile(folder.path(), name, ".part");
        Files.write(whole, bytes);
        Files.move(whole, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String name(String address) {
        return HexFormat.of().formatHex(sha256(address), 0, 16);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
