package dev.bellhop.local.web;

import dev.bellhop.local.Http;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a read was asked with; a field that is empty is one that is not there. */
record Query(Map<String, String> fields) {

    /** @throws IllegalArgumentException where it is malformed */
    static Query of(Http.Request request) {
        try {
            return new Query(Http.fields(request.query()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The query has a % that is no escape.", e);
        }
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(fields.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    String required(String name) {
        return optional(name).orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is missing."));
    }

    boolean flag(String name) {
        return optional(name).filter("true"::equals).isPresent();
    }

    int number(String name, int byDefault, int least, int most) {
        String text = optional(name).orElse(Integer.toString(byDefault));
        if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(
                String.format(Locale.ROOT, "\"%s\" is a number from %,d to %,d.", name, least, most));
    }
}
