package dev.bellhop.slack;

import com.google.gson.JsonObject;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.model.view.View;
import com.slack.api.webhook.WebhookResponse;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Journal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** Answers to one person that no response can carry: a form, what a button came to, and their Home. */
public final class Interactions {

    private static final int OK = 200;

    /**
     * What the answer to a press may take where its time is over: a {@code response_url} and a view can be used long after
     * that, and said late is better than not said.
     */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final SlackApi api;
    private final Journal journal;
    private final Clock clock;

    public Interactions(SlackApi api, Journal journal, Clock clock) {
        this.api = api;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Opens the form, if Slack lets it: a trigger is good for three seconds.
     *
     * @return whether it is open
     */
    public boolean open(String trigger, ReserveMetadata metadata, Attempt attempt) {
        return tried(
                "views.open",
                trigger,
                attempt.left(clock),
                left -> failure(api.methods(left)
                        .viewsOpen(request -> request.triggerId(trigger).view(ReserveForm.empty(metadata)))));
    }

    /** Replaces what an open view shows. */
    public boolean update(String view, View with, Attempt attempt) {
        return tried(
                "views.update",
                view,
                atLeast(attempt.left(clock)),
                left -> failure(api.methods(left)
                        .viewsUpdate(request -> request.viewId(view).view(with))));
    }

    /** Shows {@code view} in {@code user}'s Home. */
    public boolean publish(String user, View view, Attempt attempt) {
        return tried(
                "views.publish",
                user,
                attempt.left(clock),
                left -> failure(api.methods(left)
                        .viewsPublish(request -> request.userId(user).view(view))));
    }

    /** Where an answer to the press of a button stands. */
    public enum Place {
        /** Below the message that the button is in, and only its presser sees it. */
        BELOW,
        /** In the place of the message, which only its presser sees. */
        INSTEAD_OF_EPHEMERAL,
        /** In the place of the message, which stays in its conversation. */
        INSTEAD
    }

    /**
     * Says something to whoever pressed a button.
     *
     * @param url {@code response_url} of the press
     * @param source the message that the button is in
     */
    public boolean respond(String url, String source, Said said, Place place, Attempt attempt) {
        JsonObject json = place == Place.INSTEAD ? said.message() : said.ephemeral();
        json.addProperty("replace_original", place != Place.BELOW);
        return tried("response_url", source, atLeast(attempt.left(clock)), left -> {
            WebhookResponse response = api.send(url, json.toString(), left);
            return response.getCode() == OK ? "" : "HTTP status " + response.getCode();
        });
    }

    /** A call of Slack's, which says what went wrong, or nothing. */
    @FunctionalInterface
    private interface Call {
        String failure(Duration left) throws IOException, SlackApiException;
    }

    private static Duration atLeast(Duration left) {
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    private boolean tried(String what, String subject, Duration left, Call call) {
        if (left.toMillis() == 0) {
            journal.warn("unsaid", subject, what + ": no time left");
            return false;
        }
        try {
            String failure = call.failure(left);
            if (!failure.isEmpty()) {
                journal.warn("unsaid", subject, what + ": " + failure);
            }
            return failure.isEmpty();
        } catch (IOException | SlackApiException e) {
            journal.failed("unsaid", subject, e);
            return false;
        }
    }

    private static String failure(SlackApiTextResponse response) {
        return response.isOk() ? "" : "Slack says " + response.getError();
    }
}
