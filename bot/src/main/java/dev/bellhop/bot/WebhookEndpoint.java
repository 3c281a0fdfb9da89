package dev.bellhop.bot;

import com.google.gson.JsonObject;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Outcome;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Way;
import dev.bellhop.slack.ReplyText;
import dev.bellhop.words.Counting;
import dev.bellhop.words.Message;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /slack/webhook}: a legacy outgoing webhook, whose answer is the body of the response.
 *
 * @see <a
 *     href="https://docs.slack.dev/legacy/legacy-custom-integrations/legacy-custom-integrations-outgoing-webhooks">Outgoing
 *     webhooks</a>
 */
final class WebhookEndpoint {

    private final byte[] token;
    private final Counting counting;
    private final ReplyText texts;
    private final Replies replies;
    private final Journal journal;
    private final Clock clock;

    /** @param replies where a message is answered that came as an event first */
    WebhookEndpoint(String token, Counting counting, ReplyText texts, Replies replies, Journal journal, Clock clock) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.counting = counting;
        this.texts = texts;
        this.replies = replies;
        this.journal = journal;
        this.clock = clock;
    }

    /** @throws BadRequestException where the form is not one, or lacks what makes it a message */
    HttpAnswer answer(HttpRequest request, Attempt attempt) {
        Form form = Form.parse(request.text());
        byte[] given = form.get("token").orElse("").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(token, given)) {
            return HttpAnswer.line(401, "The token is not that of the webhook.");
        }
        if (Bots.said(form) || form.get("text").isEmpty()) {
            return HttpAnswer.NOTHING_TO_SAY;
        }
        Body body = new Body(Deadline.heardUntil(request.sent(), clock.instant()));
        Message message = message(form);
        return journal.about(message.identity().value(), () -> hear(message, body, attempt));
    }

    private static Message message(Form form) {
        return Heard.message(
                form.get("team_id").orElse(null),
                form.get("channel_id").orElse(null),
                // Slack offers these webhooks for public channels alone.
                "channel",
                form.get("thread_ts").orElse(null),
                form.get("user_id").orElse(null),
                form.get("timestamp").orElse(null),
                form.get("text").orElse(null),
                false,
                Way.WEBHOOK);
    }

    /** What fails here is answered 500, and Slack asks again: who said it may be counted, and must not be asked to say it once more. */
    private HttpAnswer hear(Message message, Body body, Attempt attempt) {
        Optional<Outcome> outcome = counting.hear(message, body, attempt);
        if (outcome.orElse(null) instanceof Outcome.Underway) {
            // Whoever is at work on it may have been given up by Slack, and a body is then said by nobody else.
            return HttpAnswer.line(503, "This message is being worked on.");
        }
        return said(Optional.ofNullable(body.text).or(() -> outcome.flatMap(repeat -> again(repeat, message))));
    }

    /** Slack asks again where the first answer was lost. */
    private Optional<String> again(Outcome outcome, Message message) {
        Optional<Way> answered = switch (outcome) {
            case Outcome.Settled(Mark mark) -> mark.answered();
            // What was left to do for this delivery was something else than the answer.
            case Outcome.Done(Mark mark) -> mark.answered();
            case Outcome.Underway() -> Optional.empty();
            case Outcome.Declined() -> Optional.empty();
        };
        return answered.equals(Optional.of(Way.WEBHOOK))
                ? counting.replyTo(message).map(texts::of)
                : Optional.empty();
    }

    private static HttpAnswer said(Optional<String> text) {
        return text.map(answer -> {
                    JsonObject json = new JsonObject();
                    json.addProperty("text", answer);
                    return HttpAnswer.json(json);
                })
                .orElse(HttpAnswer.NOTHING_TO_SAY);
    }

    /** Says in the body what was asked through the webhook, and in Slack what was not. */
    private final class Body implements Replies {
        private final Instant heardUntil;
        private @Nullable String text;

        Body(Instant heardUntil) {
            this.heardUntil = heardUntil;
        }

        @Override
        public Ready ready(OwedReply reply) {
            if (reply.way() != Way.WEBHOOK) {
                return replies.ready(reply);
            }
            String said = texts.of(reply);
            return attempt -> {
                if (!clock.instant().isBefore(heardUntil)) {
                    throw new IllegalStateException("Slack has given up waiting for the body; the answer stays owed.");
                }
                text = said;
                return Way.WEBHOOK;
            };
        }
    }
}
