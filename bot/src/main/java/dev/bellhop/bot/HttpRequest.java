package dev.bellhop.bot;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it was sent, whichever way API Gateway wrapped it.
 *
 * @param path without the stage
 * @param headers by lower-case name
 * @param body the bytes that were sent, which are what was signed
 * @param sent when API Gateway got it, if it says so
 */
record HttpRequest(
        String method, String path, Map<String, List<String>> headers, ByteBuffer body, Optional<Instant> sent) {

    HttpRequest {
        headers = Map.copyOf(headers);
        body = body.asReadOnlyBuffer();
    }

    /** A header that was sent exactly once. */
    Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    boolean hasHeader(String name) {
        return headers.containsKey(name);
    }

    /** The media type of the body, without parameters, in lower case; empty where none is given. */
    String mediaType() {
        String type = header("content-type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    /** @throws BadRequestException where the body isn't UTF-8 */
    String text() {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(body.duplicate()).toString();
        } catch (CharacterCodingException e) {
            throw new BadRequestException("The body is not UTF-8.", e);
        }
    }
}
