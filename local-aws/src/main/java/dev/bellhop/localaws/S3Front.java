package dev.bellhop.localaws;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * S3's REST API over buckets, by path: what is asked has to be signed.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html">S3's operations</a>
 */
final class S3Front implements HttpHandler {

    private static final int MOST_LISTED = 1_000;
    private static final int LONGEST_REQUEST = 2 * 1024 * 1024;

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;

    /** What an object is stored with and given out with, metadata beside it. */
    private static final Set<String> KEPT = Set.of(
            "cache-control", "content-disposition", "content-encoding", "content-language", "content-type", "expires");

    private static final String METADATA = "x-amz-meta-";
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final BucketStore store;
    private final S3Signature signature;
    private final Faults<LocalBuckets.Call> faults;
    private final Supplier<String> ids;

    S3Front(BucketStore store, S3Signature signature, Faults<LocalBuckets.Call> faults, Supplier<String> ids) {
        this.store = store;
        this.signature = signature;
        this.faults = faults;
        this.ids = ids;
    }

    /** Writes an answer. */
    @FunctionalInterface
    private interface Answer {
        void send() throws IOException;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String requestId = ids.get();
        try (exchange) {
            exchange.getResponseHeaders().set("x-amz-request-id", requestId);
            try {
                answer(exchange, requestId).send();
            } catch (S3RefusedException e) {
                refuse(exchange, e, requestId);
            }
        }
    }

    private Answer answer(HttpExchange exchange, String requestId) throws IOException, S3RefusedException {
        S3Request request = request(exchange);
        signature.check(request);
        String operation = request.operation()
                .orElseThrow(() -> new S3RefusedException(
                        501, "NotImplemented", "A header or query you provided implies what is not done here."));
        if (!store.has(request.bucket())) {
            throw new S3RefusedException(404, "NoSuchBucket", "The specified bucket does not exist");
        }
        Optional<Fault> fault = faults.of(new LocalBuckets.Call(operation, request.bucket(), request.key()));
        if (fault.isEmpty()) {
            return answer(operation, request, exchange, requestId);
        }
        if (fault.get().isAfterwards()) {
            answer(operation, request, exchange, requestId);
        }
        return switch (fault.get()) {
            case LOSE_REQUEST, LOSE_ANSWER ->
                () -> {
                    // Closing the exchange unanswered closes its connection.
                };
            case FAIL_BEFORE, FAIL_AFTER ->
                throw new S3RefusedException(
                        500, "InternalError", "We encountered an internal error. Please try again.");
            case THROTTLE -> throw new S3RefusedException(503, "SlowDown", "Please reduce your request rate.");
            case REFUSE -> throw new S3RefusedException(403, "AccessDenied", "Access Denied");
        };
    }

    private static S3Request request(HttpExchange exchange) throws S3RefusedException {
        try {
            return S3Request.of(exchange);
        } catch (IllegalArgumentException e) {
            throw new S3RefusedException(400, "InvalidURI", "Couldn't parse the specified URI.");
        }
    }

    private Answer answer(String operation, S3Request request, HttpExchange exchange, String requestId)
            throws IOException, S3RefusedException {
        return switch (operation) {
            case "PutObject" -> put(request, exchange, requestId);
            case "GetObject" -> get(request, exchange);
            case "HeadObject" -> head(request, exchange);
            case "DeleteObject" -> {
                store.delete(request.bucket(), request.key());
                yield () -> exchange.sendResponseHeaders(NO_CONTENT, -1);
            }
            case "DeleteObjects" -> {
                byte[] body = exchange.getRequestBody().readNBytes(LONGEST_REQUEST);
                List<String> keys = S3Xml.keys(new String(body, StandardCharsets.UTF_8));
                for (String key : keys) {
                    store.delete(request.bucket(), key);
                }
                yield () -> xml(exchange, OK, S3Xml.deleted(keys));
            }
            case "ListObjectsV2" -> {
                String list = list(request);
                yield () -> xml(exchange, OK, list);
            }
            case "HeadBucket" -> () -> exchange.sendResponseHeaders(OK, -1);
            default -> throw new IllegalStateException(operation + " is known, and nobody does it");
        };
    }

    private Answer put(S3Request request, HttpExchange exchange, String requestId)
            throws IOException, S3RefusedException {
        Optional<String> condition = request.header("if-none-match");
        if (condition.filter(match -> !match.equals("*")).isPresent()
                || request.header("if-match").isPresent()) {
            throw new S3RefusedException(501, "NotImplemented", "Of conditions only If-None-Match: * is known here.");
        }
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, values) -> {
            if (KEPT.contains(name) || name.startsWith(METADATA)) {
                headers.put(name, String.join(",", values));
            }
        });
        // How the body came, which is not how it is stored.
        headers.computeIfPresent(
                "content-encoding",
                (name, coding) -> coding.equals("aws-chunked") ? null : coding.replaceFirst("^aws-chunked, *", ""));
        Path file = store.fresh();
        try {
            S3Body body = S3Body.take(request, exchange.getRequestBody(), file);
            StoredObject stored = store.put(
                            request.bucket(), request.key(), body, file, headers, condition.isPresent(), requestId)
                    .orElseThrow(() -> new S3RefusedException(
                            412,
                            "PreconditionFailed",
                            "At least one of the pre-conditions you specified did not hold"));
            return () -> {
                exchange.getResponseHeaders().set("ETag", "\"" + stored.etag() + "\"");
                exchange.getResponseHeaders().set("x-amz-server-side-encryption", "AES256");
                exchange.sendResponseHeaders(OK, -1);
            };
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private StoredObject found(S3Request request) throws IOException, S3RefusedException {
        return store.find(request.bucket(), request.key())
                .orElseThrow(() -> new S3RefusedException(404, "NoSuchKey", "The specified key does not exist."));
    }

    private Answer head(S3Request request, HttpExchange exchange) throws IOException, S3RefusedException {
        StoredObject object = found(request);
        return () -> {
            describe(object, request, exchange.getResponseHeaders());
            exchange.getResponseHeaders().set("Content-Length", Long.toString(object.size()));
            exchange.sendResponseHeaders(OK, -1);
        };
    }

    private Answer get(S3Request request, HttpExchange exchange) throws IOException, S3RefusedException {
        StoredObject object = found(request);
        if (request.header("if-none-match")
                .filter(tag -> tag.equals("\"" + object.etag() + "\""))
                .isPresent()) {
            return () -> exchange.sendResponseHeaders(NOT_MODIFIED, -1);
        }
        Span span = span(request, object.size());
        InputStream body = store.open(object)
                .orElseThrow(() -> new S3RefusedException(404, "NoSuchKey", "The specified key does not exist."));
        return () -> {
            try (body) {
                describe(object, request, exchange.getResponseHeaders());
                if (span.isPart()) {
                    exchange.getResponseHeaders()
                            .set("Content-Range", "bytes " + span.from() + "-" + span.to() + "/" + object.size());
                }
                // 0 would be a body of unknown length.
                exchange.sendResponseHeaders(span.isPart() ? PARTIAL : OK, span.length() == 0 ? -1 : span.length());
                body.skipNBytes(span.from());
                copy(body, span.length(), exchange);
            }
        };
    }

    private static void copy(InputStream body, long length, HttpExchange exchange) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        for (long left = length; left > 0; ) {
            int read = body.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
            exchange.getResponseBody().write(buffer, 0, read);
            left -= read;
        }
    }

    /** @param to the last byte */
    private record Span(long from, long to, boolean isPart) {
        long length() {
            return to - from + 1;
        }
    }

    private static Span span(S3Request request, long size) throws S3RefusedException {
        Matcher range = RANGE.matcher(request.header("range").orElse(""));
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return new Span(0, size - 1, false);
        }
        boolean isEnd = range.group(1).isEmpty();
        long from = isEnd ? Math.max(0, size - Long.parseLong(range.group(2))) : Long.parseLong(range.group(1));
        long to = isEnd || range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(range.group(2)));
        if (from > to) {
            throw new S3RefusedException(416, "InvalidRange", "The requested range is not satisfiable");
        }
        return new Span(from, to, true);
    }

    private static void describe(StoredObject object, S3Request request, Headers headers) {
        headers.set("Content-Type", object.contentType());
        object.headers().forEach(headers::set);
        KEPT.forEach(name -> request.parameter("response-" + name).ifPresent(value -> headers.set(name, value)));
        headers.set("ETag", "\"" + object.etag() + "\"");
        headers.set("Last-Modified", TIME.format(object.modified()));
        headers.set("Accept-Ranges", "bytes");
        headers.set("x-amz-server-side-encryption", "AES256");
    }

    private String list(S3Request request) throws S3RefusedException {
        if (request.parameter("delimiter").isPresent()) {
            throw new S3RefusedException(501, "NotImplemented", "Lists have no delimiter here.");
        }
        String prefix = request.parameter("prefix").orElse("");
        int most = Math.min(
                MOST_LISTED,
                request.parameter("max-keys")
                        .filter(number -> number.matches("[0-9]{1,9}"))
                        .map(Integer::parseInt)
                        .orElse(MOST_LISTED));
        Optional<String> after = Stream.of("continuation-token", "start-after")
                .flatMap(name -> request.parameter(name).stream())
                .findFirst();
        List<StoredObject> found = store.all(request.bucket()).stream()
                .filter(object -> object.key().startsWith(prefix))
                .dropWhile(object -> after.filter(key -> ObjectFiles.BY_BYTES.compare(object.key(), key) <= 0)
                        .isPresent())
                .toList();
        return S3Xml.list(
                request.bucket(),
                prefix,
                most,
                found.subList(0, Math.min(most, found.size())),
                found.size() > most,
                request.parameter("encoding-type").filter("url"::equals).isPresent());
    }

    private static void refuse(HttpExchange exchange, S3RefusedException refused, String requestId) throws IOException {
        // What was not read of the body stands in the way of the next request.
        exchange.getResponseHeaders().set("Connection", "close");
        xml(
                exchange,
                refused.status(),
                S3Xml.error(refused, exchange.getRequestURI().getPath(), requestId));
    }

    private static void xml(HttpExchange exchange, int status, String document) throws IOException {
        byte[] body = document.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, isHead ? -1 : body.length);
        if (!isHead) {
            exchange.getResponseBody().write(body);
        }
    }
}
