package dev.bellhop.bot;

import com.google.gson.JsonObject;
import java.util.Map;

/** A response. */
record HttpAnswer(int status, Map<String, String> headers, String body) {

    static final HttpAnswer NOTHING_TO_SAY = new HttpAnswer(200, Map.of(), "");

    HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /** One line of plain text. */
    static HttpAnswer line(int status, String line) {
        return new HttpAnswer(status, Map.of("content-type", "text/plain; charset=utf-8"), line + "\n");
    }

    /** What its one line says, if it is not an answer to what was asked; else empty. */
    String why() {
        return status < 400 ? "" : body.strip();
    }

    static HttpAnswer json(JsonObject body) {
        return new HttpAnswer(200, Map.of("content-type", "application/json; charset=utf-8"), body.toString());
    }
}
