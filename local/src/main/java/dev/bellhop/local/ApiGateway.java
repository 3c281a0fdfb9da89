package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.localaws.LocalFunction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;

/**
 * An API Gateway HTTP API in front of functions: requests become events in payload format 2.0, the functions' answers
 * responses.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Lambda
 *     integrations for HTTP APIs</a>
 */
final class ApiGateway {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** What HTTP APIs hand on as text, beside {@code text/*}; everything else, forms too, is handed on in base64. */
    private static final Set<String> TEXT = Set.of("application/json", "application/javascript", "application/xml", "");

    private static final Set<String> NOT_HANDED_ON = Set.of("connection", "cookie", "keep-alive", "transfer-encoding");

    private final Map<String, LocalFunction> routes;
    private final Clock clock;
    private final Supplier<String> ids;

    /** @param routes by route key, such as {@code POST /slack/events} */
    ApiGateway(Map<String, LocalFunction> routes, Clock clock, Supplier<String> ids) {
        this.routes = Map.copyOf(routes);
        this.clock = clock;
        this.ids = ids;
    }

    Http.Response handle(Http.Request request) {
        String routeKey = request.method() + " " + request.path();
        LocalFunction function = routes.get(routeKey);
        if (function == null) {
            return HttpFront.error(404, "Not Found");
        }
        String requestId = ids.get();
        byte[] event = event(routeKey, requestId, request).toString().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] answer = function.invoke(event, requestId);
            return response(JsonParser.parseString(new String(answer, StandardCharsets.UTF_8)));
        } catch (Exception e) {
            // What failed is in the function's journal; like API Gateway, nothing of it is shown here.
            return HttpFront.error(500, "Internal Server Error");
        }
    }

    private JsonObject event(String routeKey, String requestId, Http.Request request) {
        JsonObject event = new JsonObject();
        event.addProperty("version", "2.0");
        event.addProperty("routeKey", routeKey);
        event.addProperty("rawPath", request.path());
        event.addProperty("rawQueryString", request.query());
        List<String> cookies = request.headers().getOrDefault("cookie", List.of());
        if (!cookies.isEmpty()) {
            JsonArray array = new JsonArray();
            cookies.stream()
                    .flatMap(line -> List.of(line.split("; *", -1)).stream())
                    .forEach(array::add);
            event.add("cookies", array);
        }
        event.add("headers", headers(request));
        if (!request.query().isEmpty()) {
            JsonObject query = new JsonObject();
            Http.fields(request.query()).forEach(query::addProperty);
            event.add("queryStringParameters", query);
        }
        event.add("requestContext", context(routeKey, requestId, request));
        byte[] body = request.body().asByteArrayUnsafe();
        boolean text = request.mediaType().startsWith("text/") || TEXT.contains(request.mediaType());
        if (body.length > 0) {
            event.addProperty(
                    "body", text ? request.text() : Base64.getEncoder().encodeToString(body));
        }
        event.addProperty("isBase64Encoded", !text && body.length > 0);
        return event;
    }

    private static JsonObject headers(Http.Request request) {
        JsonObject headers = new JsonObject();
        request.headers().forEach((name, values) -> {
            if (!NOT_HANDED_ON.contains(name)) {
                headers.addProperty(name, String.join(",", values));
            }
        });
        headers.addProperty("x-forwarded-for", request.remoteAddress());
        headers.addProperty("x-forwarded-proto", "https");
        headers.addProperty("x-forwarded-port", "443");
        return headers;
    }

    private JsonObject context(String routeKey, String requestId, Http.Request request) {
        Instant now = clock.instant();
        JsonObject http = new JsonObject();
        http.addProperty("method", request.method());
        http.addProperty("path", request.path());
        http.addProperty("protocol", "HTTP/1.1");
        http.addProperty("sourceIp", request.remoteAddress());
        http.addProperty("userAgent", request.header("user-agent").orElse(""));
        JsonObject context = new JsonObject();
        context.addProperty("accountId", "000000000000");
        context.addProperty("apiId", "local");
        context.addProperty("domainName", request.header("host").orElse(""));
        context.addProperty("domainPrefix", "local");
        context.add("http", http);
        context.addProperty("requestId", requestId);
        context.addProperty("routeKey", routeKey);
        context.addProperty("stage", "$default");
        context.addProperty("time", TIME.format(now));
        context.addProperty("timeEpoch", now.toEpochMilli());
        return context;
    }

    private static Http.Response response(JsonElement answer) {
        if (!(answer instanceof JsonObject object) || !object.has("statusCode")) {
            return Http.Response.json(200, answer);
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        if (object.get("headers") instanceof JsonObject map) {
            map.entrySet()
                    .forEach(header -> headers.put(
                            header.getKey(), List.of(header.getValue().getAsString())));
        }
        if (object.get("cookies") instanceof JsonArray array) {
            List<String> cookies = new ArrayList<>();
            array.forEach(cookie -> cookies.add(cookie.getAsString()));
            headers.put("set-cookie", cookies);
        }
        String body = object.has("body") && !object.get("body").isJsonNull()
                ? object.get("body").getAsString()
                : "";
        boolean base64 =
                object.has("isBase64Encoded") && object.get("isBase64Encoded").getAsBoolean();
        return new Http.Response(
                object.get("statusCode").getAsInt(),
                headers,
                base64
                        ? SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(body))
                        : SdkBytes.fromUtf8String(body));
    }
}
