package dev.bellhop.local;

import java.util.Map;

/**
 * What came of submitting a form.
 *
 * @param status of the bot's answer; 0 where there was none, or it was not asked
 * @param outcome {@code errors}, {@code closed}, {@code cleared}, {@code updated}, {@code pushed} or {@code failed}
 * @param errors by {@code block_id}
 */
public record Submission(int status, String outcome, Map<String, String> errors) {

    /** What Slack says of one that failed. */
    public static final String TROUBLE = "We had some trouble connecting. Try again?";
}
