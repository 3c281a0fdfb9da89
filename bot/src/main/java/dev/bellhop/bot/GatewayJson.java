package dev.bellhop.bot;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * API Gateway's events and answers. Read are payload 1.0 (REST APIs) and 2.0 (HTTP APIs and function URLs), plain and
 * base64; both take the same answer. Bolt's own adapter knows half of this.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Payload
 *     format versions</a>
 */
final class GatewayJson {

    private GatewayJson() {}

    /** @throws BadRequestException where it is not such an event, or its body is not the base64 it is said to be */
    static HttpRequest read(JsonElement json) {
        if (!(json instanceof JsonObject event)) {
            throw new BadRequestException("This is not an event of API Gateway.");
        }
        JsonObject context = object(event, "requestContext").orElseGet(JsonObject::new);
        Optional<JsonObject> http = object(context, "http");
        Optional<String> method =
                http.isPresent() ? http.flatMap(in -> string(in, "method")) : string(event, "httpMethod");
        Optional<String> path = string(event, http.isPresent() ? "rawPath" : "path");
        if (method.isEmpty() || path.isEmpty()) {
            throw new BadRequestException("This is not an event of API Gateway.");
        }
        return new HttpRequest(
                method.get().toUpperCase(Locale.ROOT),
                withoutStage(path.get(), string(context, "stage")),
                headers(event),
                ByteBuffer.wrap(body(event)),
                time(context.get(http.isPresent() ? "timeEpoch" : "requestTimeEpoch")));
    }

    static JsonObject write(HttpAnswer answer) {
        JsonObject headers = new JsonObject();
        answer.headers().forEach(headers::addProperty);
        JsonObject json = new JsonObject();
        json.addProperty("statusCode", answer.status());
        json.add("headers", headers);
        json.addProperty("body", answer.body());
        json.addProperty("isBase64Encoded", false);
        return json;
    }

    /** An HTTP API's path starts with its stage, unless that is the default one or a domain name is mapped to it. */
    private static String withoutStage(String path, Optional<String> stage) {
        String prefix = "/" + stage.orElse("$default");
        return path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
    }

    private static Map<String, List<String>> headers(JsonObject event) {
        Map<String, List<String>> headers = new HashMap<>();
        // Payload 1.0 has every header in both, but only the last value of each in the second.
        JsonObject from = object(event, "multiValueHeaders")
                .or(() -> object(event, "headers"))
                .orElseGet(JsonObject::new);
        from.entrySet().forEach(header -> {
            List<String> values =
                    headers.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>());
            if (header.getValue().isJsonArray()) {
                header.getValue()
                        .getAsJsonArray()
                        .forEach(value -> string(value).ifPresent(values::add));
            } else {
                string(header.getValue()).ifPresent(values::add);
            }
        });
        return headers;
    }

    private static byte[] body(JsonObject event) {
        String body = string(event, "body").orElse("");
        boolean base64 =
                string(event, "isBase64Encoded").map(Boolean::parseBoolean).orElse(false);
        return base64 ? decoded(body) : body.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] decoded(String base64) {
        try {
            // Java's decoder takes a cut-off end for one without padding; API Gateway always pads.
            if (base64.length() % 4 != 0) {
                throw new BadRequestException("The body's base64 is cut off.");
            }
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("The body is not base64, which it is said to be.", e);
        }
    }

    private static Optional<Instant> time(@Nullable JsonElement epochMillis) {
        return string(epochMillis)
                .filter(text -> text.matches("[0-9]{1,15}"))
                .map(Long::parseLong)
                .map(Instant::ofEpochMilli);
    }

    private static Optional<JsonObject> object(JsonObject in, String name) {
        return in.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    private static Optional<String> string(JsonObject in, String name) {
        return string(in.get(name));
    }

    private static Optional<String> string(@Nullable JsonElement value) {
        return value != null && value.isJsonPrimitive() ? Optional.of(value.getAsString()) : Optional.empty();
    }
}
