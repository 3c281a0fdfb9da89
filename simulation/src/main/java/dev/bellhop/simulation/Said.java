package dev.bellhop.simulation;

import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Way;
import dev.bellhop.words.Message;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What somebody said, and what they and Slack heard of it. */
final class Said {

    static final String TRIGGER = "awsadvent";

    private final Message message;

    /** A word that nobody says but here. */
    final String own;

    final Instant at;

    /** When Slack heard from the bot that it is done. */
    private Optional<Instant> acknowledged = Optional.empty();

    /** The answer came in the response's body, and was heard. */
    boolean answeredInBody;

    /** Slack does not try any more. */
    boolean givenUp;

    Said(Message message, String own, Instant at) {
        this.message = message;
        this.own = own;
        this.at = at;
    }

    Identity identity() {
        return message.identity();
    }

    String user() {
        return message.user();
    }

    Way way() {
        return message.way();
    }

    Message message() {
        return message;
    }

    /** As Slack tells of a mention, without the channel's type. */
    Message asMention() {
        return new Message(
                message.team(),
                message.channel(),
                Message.UNKNOWN_CHANNEL_TYPE,
                Optional.empty(),
                message.user(),
                message.ts(),
                message.text(),
                true,
                message.way());
    }

    /** Slack heard from the bot, perhaps once more, that it is done. */
    void acknowledge(Instant when) {
        acknowledged = acknowledged.or(() -> Optional.of(when));
    }

    boolean isAcknowledged() {
        return acknowledged.isPresent();
    }

    boolean wasAcknowledgedBefore(Instant when) {
        return acknowledged.filter(then -> then.isBefore(when)).isPresent();
    }

    /** Its words, counted by hand. */
    Map<String, Integer> words() {
        Map<String, Integer> words = new LinkedHashMap<>();
        for (String word : message.text().split(" ", -1)) {
            words.merge(word, 1, Integer::sum);
        }
        return words;
    }

    @Override
    public String toString() {
        return identity() + " by " + user();
    }
}
