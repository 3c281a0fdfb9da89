package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.delivery.Channel;
import dev.bellhop.delivery.Identity;
import dev.bellhop.people.Address;
import dev.bellhop.people.Confirmation;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * What is kept of people, as items of the people table: {@code U#team#user} / {@code PREFS}, {@code OPTOUT} and {@code
 * CODE#channel}.
 */
final class PeopleItems {

    static final String PK = "pk";
    static final String VERSION = "version";
    static final String CODE = "CODE#";

    static final String SK = "sk";
    static final String ADDRESS = "address";

    /** The six digits. */
    static final String SENT = "code";

    static final String UNTIL = "until";

    private static final String CHANNEL = "channel";

    private PeopleItems() {}

    static AttributeValue of(String team, String user) {
        return fromS("U#" + team + "#" + user);
    }

    static Map<String, AttributeValue> preferencesKey(String team, String user) {
        return Map.of(PK, of(team, user), SK, fromS("PREFS"));
    }

    /** The whole of the item: that it is there says it all. */
    static Map<String, AttributeValue> optOutKey(String team, String user) {
        return Map.of(PK, of(team, user), SK, fromS("OPTOUT"));
    }

    /** Holds where {@code user} did not opt out. */
    static ConditionCheck notOptedOut(String table, String team, String user) {
        return ConditionCheck.builder()
                .tableName(table)
                .key(optOutKey(team, user))
                .conditionExpression("attribute_not_exists(pk)")
                .build();
    }

    /** Changes the choice and leaves alone whatever else a later version keeps beside it. */
    static TransactWriteItem choose(String table, String team, String user, Address address) {
        Update update = Update.builder()
                .tableName(table)
                .key(preferencesKey(team, user))
                .updateExpression("SET #channel = :channel, #address = :address")
                .expressionAttributeNames(Map.of("#channel", CHANNEL, "#address", ADDRESS))
                .expressionAttributeValues(
                        Map.of(":channel", fromS(name(address.channel())), ":address", fromS(text(address))))
                .build();
        return TransactWriteItem.builder().update(update).build();
    }

    /** Empty where a later version wrote a kind of address that this one doesn't know. */
    static Optional<Address> address(Item preferences) {
        return address(preferences.string(CHANNEL), preferences.string(ADDRESS));
    }

    static Map<String, AttributeValue> item(Confirmation confirmation, long version) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(PK, of(confirmation.team(), confirmation.user()));
        item.put(SK, fromS(CODE + name(confirmation.address().channel())));
        item.put(ADDRESS, fromS(text(confirmation.address())));
        item.put("request", fromS(confirmation.request().value()));
        item.put(SENT, fromS(confirmation.code()));
        item.put(UNTIL, fromS(confirmation.until().toString()));
        item.put("missed", number(confirmation.missed()));
        item.put("asked", number(confirmation.asked()));
        item.put("since", fromS(confirmation.since().toString()));
        item.put(VERSION, number(version));
        // Rounded up, for it must not go before its time.
        item.put(MarkItems.EXPIRES, number(confirmation.keptUntil().getEpochSecond() + 1));
        return item;
    }

    /** Empty where it is of a kind of address that only a later version knows. */
    static Optional<Confirmation> confirmation(String team, String user, Item item) {
        return address(item.string(SK).substring(CODE.length()), item.string(ADDRESS))
                .map(address -> new Confirmation(
                        team,
                        user,
                        address,
                        new Identity(item.string("request")),
                        item.string(SENT),
                        Instant.parse(item.string(UNTIL)),
                        (int) item.number("missed"),
                        (int) item.number("asked"),
                        Instant.parse(item.string("since")),
                        item.number(VERSION)));
    }

    static AttributeValue number(long number) {
        return fromN(Long.toString(number));
    }

    private static String name(Channel channel) {
        return channel.name().toLowerCase(Locale.ROOT);
    }

    /** Direct messages need no address; DynamoDB takes empty text where it is no key. */
    private static String text(Address address) {
        return switch (address) {
            case Address.Slack slack -> "";
            case Address.Email email -> email.address();
            case Address.Sms sms -> sms.number();
            case Address.Push push -> push.endpoint();
        };
    }

    private static Optional<Address> address(String channel, String text) {
        return switch (channel) {
            case "slack" -> Optional.of(new Address.Slack());
            case "email" -> Optional.of(new Address.Email(text));
            case "sms" -> Optional.of(new Address.Sms(text));
            case "push" -> Optional.of(new Address.Push(text));
            default -> Optional.empty();
        };
    }
}
