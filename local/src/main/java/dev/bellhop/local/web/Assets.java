package dev.bellhop.local.web;

import dev.bellhop.local.Http;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.SdkBytes;

/** The page's files, from the class path. */
final class Assets {

    private static final Pattern PATH =
            Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*\\.([a-z0-9]+)");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "txt", "text/plain; charset=utf-8");

    private Assets() {}

    /** @param path below the folder of the page's files, such as {@code app.js} */
    static Optional<Http.Response> find(String path, Http.Request request) {
        var matcher = PATH.matcher(path);
        if (!matcher.matches() || !TYPES.containsKey(matcher.group(1))) {
            return Optional.empty();
        }
        try (InputStream in = Assets.class.getResourceAsStream(path)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(response(in.readAllBytes(), TYPES.getOrDefault(matcher.group(1), ""), request));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the page's " + path, e);
        }
    }

    /** Browsers ask each time whether it is still the same, so that a build shows at once. */
    private static Http.Response response(byte[] content, String type, Http.Request request) {
        CRC32 sum = new CRC32();
        sum.update(content);
        String tag = "\"" + HexFormat.of().toHexDigits((int) sum.getValue()) + "-" + content.length + "\"";
        Map<String, List<String>> headers =
                Map.of("content-type", List.of(type), "cache-control", List.of("no-cache"), "etag", List.of(tag));
        return request.header("if-none-match").filter(tag::equals).isPresent()
                ? new Http.Response(304, headers, SdkBytes.fromByteArray(new byte[0]))
                : new Http.Response(200, headers, SdkBytes.fromByteArrayUnsafe(content));
    }
}
