package dev.bellhop.bot;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A body of the type {@value #TYPE}. Of a field sent twice, the first counts. */
record Form(Map<String, String> fields) {

    static final String TYPE = "application/x-www-form-urlencoded";

    Form {
        fields = Map.copyOf(fields);
    }

    /** @throws BadRequestException where a name or value is not encoded as it should be */
    static Form parse(String body) {
        Map<String, String> fields = new HashMap<>();
        try {
            for (String pair : body.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    fields.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("The body is not an encoded form.", e);
        }
        return new Form(fields);
    }

    /** A field that has a value; blank means unset. */
    Optional<String> get(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isBlank());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
