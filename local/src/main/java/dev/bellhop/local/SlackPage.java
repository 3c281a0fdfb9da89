package dev.bellhop.local;

import com.google.gson.JsonObject;
import dev.bellhop.local.SlackWebApi.Arguments;
import dev.bellhop.local.SlackWebApi.RefusedException;
import java.util.List;

/**
 * A part of a list, by {@code cursor} and {@code limit}.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/pagination">Pagination</a>
 */
final class SlackPage {

    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private SlackPage() {}

    /** Says in {@code answer} how to go on. */
    static <T> List<T> of(List<T> all, Arguments arguments, JsonObject answer) throws RefusedException {
        int from = number(arguments.optional("cursor").orElse("0"), "invalid_cursor");
        int limit = number(arguments.optional("limit").orElse(Integer.toString(USUAL)), "invalid_limit");
        if (from > all.size()) {
            throw new RefusedException("invalid_cursor");
        }
        if (limit < 1 || limit > MOST) {
            throw new RefusedException("invalid_limit");
        }
        int end = Math.min(from + limit, all.size());
        JsonObject metadata = new JsonObject();
        metadata.addProperty("next_cursor", end < all.size() ? Integer.toString(end) : "");
        answer.add("response_metadata", metadata);
        return all.subList(from, end);
    }

    private static int number(String text, String error) throws RefusedException {
        if (!text.matches("[0-9]{1,6}")) {
            throw new RefusedException(error);
        }
        return Integer.parseInt(text);
    }
}
