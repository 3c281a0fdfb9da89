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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The pictures that messages show. One of the bot's own files is Slack's, and stays. One at an address has to be there when the message
 * is posted, or Slack refuses the message, and is got there anew whenever somebody sees it: where it is gone, so is the picture.
 *
 * <p>Only what is on this machine is got.
 */
final class Pictures {

    private static final int MOST_BYTES = 10 * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final HttpClient http;
    private final BotFiles files;

    /** The addresses that messages show, by the names under which the page asks for what is there. */
    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    Pictures(HttpClient http, BotFiles files) {
        this.http = http;
        this.files = files;
    }

    /** Whether Slack could show all that blocks want shown. */
    boolean areThere(String blocks) {
        return Json.parsed("{\"blocks\":" + blocks + "}").stream()
                .flatMap(json -> Json.objects(json, "blocks").stream())
                .flatMap(Pictures::images)
                .allMatch(this::isThere);
    }

    private static Stream<JsonObject> images(JsonObject block) {
        Stream<JsonObject> inside = Stream.concat(
                Json.object(block, "accessory").stream(),
                block.get("elements") instanceof JsonArray ? Json.objects(block, "elements").stream() : Stream.empty());
        return Stream.concat(Stream.of(block), inside)
                .filter(each -> Json.text(each, "type").equals("image"));
    }

    private boolean isThere(JsonObject image) {
        if (Json.object(image, "slack_file").isPresent()) {
            return name(image).isPresent();
        }
        String address = Json.text(image, "image_url");
        return !isHere(address) || get(address).isPresent();
    }

    /** The name under which {@link #find} has what an image shows; empty where the page shows nothing of it. */
    Optional<String> name(JsonObject image) {
        Optional<JsonObject> file = Json.object(image, "slack_file");
        if (file.isPresent()) {
            return file.map(of -> Json.text(of, "id"))
                    .filter(id -> files.picture(id).isPresent());
        }
        String address = Json.text(image, "image_url");
        if (!isHere(address)) {
            return Optional.empty();
        }
        String name =
                UUID.nameUUIDFromBytes(address.getBytes(StandardCharsets.UTF_8)).toString();
        addresses.put(name, address);
        return Optional.of(name);
    }

    /** What an image shows at this moment. */
    Optional<Http.Response> find(String name) {
        return files.picture(name)
                .or(() -> Optional.ofNullable(addresses.get(name)).flatMap(this::get));
    }

    private static boolean isHere(String address) {
        try {
            URI uri = URI.create(address);
            return "http".equals(uri.getScheme()) && "127.0.0.1".equals(uri.getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Optional<Http.Response> get(String address) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address)).timeout(LONGEST).build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                String type = response.headers().firstValue("content-type").orElse("");
                byte[] bytes = body.readNBytes(MOST_BYTES + 1);
                return response.statusCode() == 200 && BotFiles.PICTURES.contains(type) && bytes.length <= MOST_BYTES
                        ? Optional.of(new Http.Response(
                                200, Map.of("content-type", List.of(type)), SdkBytes.fromByteArrayUnsafe(bytes)))
                        : Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
