package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bellhop.slack.SlackText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type is text wherever it goes: to Slack, into the log, into DynamoDB. */
final class InjectionTest {

    /** Wherever a command can have a text of somebody's in it. */
    private static final List<String> RESERVE = List.of(
            "%s",
            "%s tomorrow 9am",
            "staging at \"%s\" -- first",
            "staging 14:00 -- %s",
            "staging for %s",
            "staging in %s",
            "list",
            "list %s",
            "cancel %s",
            "extend %s 30m",
            "extend staging %s",
            "release %s",
            "watch %s",
            "unwatch %s",
            "notify %s",
            "notify email %s",
            "notify sms %s",
            "confirm %s",
            "help %s");

    private static final List<String> WORDS = List.of(
            "%s", "word %s", "\"%s\"", "top %s", "stop add %s", "stop list", "stop remove %s", "forget %s", "top");

    private static final List<String> OPS =
            List.of("%s", "logs %s", "logs %s 3h", "trace %s", "dlq redrive %s", "help");

    /** Of all that begins so, these alone are the bot's own: who did something, and when. */
    private static final Pattern LIVE = Pattern.compile("<(?!@(?:U1|UOPS)>|!date\\^)");

    private final BotRig rig = new BotRig();
    private final List<String> said = new ArrayList<>();
    private int commands;

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!here>",
                "<!channel|now>",
                "<!subteam^S1>",
                "<@U9>",
                "<#C9|secret>",
                "<https://example.org|click>",
                "x>\n{\"level\":\"ERROR\",\"outcome\":\"forged\"}\r\n<!everyone>"
            })
    void what_is_typed_reaches_nobody_as_markup_and_ends_no_line_of_the_log(String hostile) {
        // As people type it, which Slack escapes; and as only a program can send it.
        for (String typed : List.of(SlackText.escape(hostile), hostile)) {
            RESERVE.forEach(form -> command("/reserve", form.formatted(typed)));
            WORDS.forEach(form -> command("/words", form.formatted(typed)));
            OPS.forEach(form -> command("/ops", form.formatted(typed)));
            said(rig.signed(Requests.callback(message("awsadvent one" + typed + "two " + typed))));
            Map<String, String> webhook = message("awsadvent " + typed);
            said(rig.webhook(Map.of(
                    "token",
                    BotRig.WEBHOOK_TOKEN,
                    "team_id",
                    "T1",
                    "channel_id",
                    "C1",
                    "user_id",
                    "U1",
                    "timestamp",
                    webhook.get("ts"),
                    "text",
                    webhook.get("text"))));
        }
        rig.slack.calls().forEach(call -> call.form().values().forEach(value -> texts(value, said)));
        rig.slack.calls().forEach(call -> texts(call.body(), said));

        assertThat(said).hasSizeGreaterThan(70);
        assertThat(said).allSatisfy(text -> assertThat(text).doesNotContainPattern(LIVE));
        assertThat(rig.log().lines()).allSatisfy(line -> {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            assertThat(json.has("outcome") && json.get("outcome").getAsString().equals("forged"))
                    .isFalse();
        });
    }

    @Test
    void a_word_that_looks_like_an_expression_is_counted_like_any() {
        String words = "attribute_exists(pk) a=:one #count :count if_not_exists(mentions,:zero) set+count";

        rig.signed(Requests.callback(message("awsadvent " + words)));

        assertThat(rig.slack.texts().get(0))
                .isEqualTo(
                        "awsadvent 1 · attribute_exists(pk 1 · a=:one 1 · count 2 · if_not_exists(mentions,:zero 1 · set+count 1");
        assertThat(rig.count("attribute_exists(pk").mentions()).isEqualTo(1);
        assertThat(rig.count("set").mentions()).isZero();
    }

    private void command(String command, String text) {
        commands++;
        Map<String, String> form = new HashMap<>(Map.of(
                "command", command,
                "text", text,
                "team_id", "T1",
                "channel_id", "C1",
                "user_id", "UOPS",
                "response_url", "https://hooks.slack.com/commands/T1/1/x",
                "trigger_id", "1." + commands));
        said(rig.signedForm(form));
    }

    private Map<String, String> message(String text) {
        commands++;
        return Requests.with(Requests.message(text), "ts", "1796119199.%06d".formatted(commands));
    }

    private void said(BotRig.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        texts(answer.body(), said);
    }

    /** The texts in {@code value}, which may be JSON. */
    private static void texts(String value, List<String> texts) {
        try {
            JsonElement json = JsonParser.parseString(value);
            if (json.isJsonObject() || json.isJsonArray()) {
                texts(json, texts);
                return;
            }
        } catch (JsonParseException e) {
            // Then it is a text itself.
        }
        texts.add(value);
    }

    private static void texts(JsonElement json, List<String> texts) {
        if (json.isJsonObject()) {
            json.getAsJsonObject().asMap().values().forEach(value -> texts(value, texts));
        } else if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(value -> texts(value, texts));
        } else if (json.isJsonPrimitive()) {
            texts.add(json.getAsString());
        }
    }
}
