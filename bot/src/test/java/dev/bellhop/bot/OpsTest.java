package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/** {@code /ops}, which {@code UOPS} may use. */
class OpsTest {

    private static final String RESPONSE_URL = "https://hooks.slack.com/commands/T1/1/secret-part";

    private BotRig rig = new BotRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({
        "logs,'{\"function\":\"logs\",\"since\":\"PT1H\"}'",
        "logs Hello 2d,'{\"function\":\"logs\",\"word\":\"hello\",\"since\":\"PT48H\"}'",
        "trace <https://acme.slack.com/archives/C1/p1764583200000100>,"
                + "'{\"function\":\"trace\",\"event\":\"T1:C1:1764583200.000100\"}'",
        "dlq,'{\"function\":\"deadLetters\"}'",
        "dlq redrive logger,'{\"function\":\"redrive\",\"queue\":\"logger\"}'"
    })
    void what_an_operator_asks_for_is_handed_over_and_acknowledged(String text, String asked) {
        assertThat(said("UOPS", text)).endsWith("…");

        assertThat(rig.invoked).singleElement().satisfies(invocation -> {
            assertThat(invocation.functionName()).isEqualTo("ops-function");
            assertThat(invocation.invocationType()).isEqualTo(InvocationType.EVENT);
            JsonObject expected = JsonParser.parseString(asked).getAsJsonObject();
            expected.addProperty("id", "T1:1.2.3");
            expected.addProperty("user", "UOPS");
            expected.addProperty("responseUrl", RESPONSE_URL);
            assertThat(payload(invocation)).isEqualTo(expected);
        });
        assertThat(rig.log()).contains("\"ops\"", "UOPS asked for").doesNotContain("ello", "secret-part");
    }

    @Test
    void anybody_else_gets_a_polite_no_and_it_is_noted() {
        assertThat(said("U1", "dlq redrive logger")).contains("Sorry", "OPS_USERS");

        assertThat(rig.invoked).isEmpty();
        assertThat(rig.log()).contains("\"ops-refused\"", "U1");
    }

    @ParameterizedTest
    @CsvSource({"help,/ops dlq redrive", "'',/ops dlq redrive", "reboot,I don't know", "trace a b,link of the message"})
    void help_and_what_is_no_command_are_answered_at_once(String text, String part) {
        assertThat(said("UOPS", text)).contains(part);

        assertThat(rig.invoked).isEmpty();
    }

    @Test
    void where_nobody_could_look_that_is_said() {
        rig.close();
        rig = new BotRig(variables -> variables.remove("OPS_FUNCTION"));

        assertThat(said("UOPS", "dlq")).contains("OPS_FUNCTION");
    }

    @Test
    void the_client_that_hands_over_is_made_at_the_first_use_and_once() {
        assertThat(rig.functionsMade).hasValue(0);

        said("UOPS", "dlq");
        said("UOPS", "logs");

        assertThat(rig.invoked).hasSize(2);
        assertThat(rig.functionsMade).hasValue(1);
    }

    @Test
    void a_function_that_can_not_be_reached_is_a_sentence() {
        rig.functionsFail = true;

        assertThat(said("UOPS", "dlq")).contains("Please try again");
        assertThat(rig.log()).contains("\"ops-failed\"");
    }

    @Test
    void what_an_operator_typed_is_no_markup() {
        assertThat(said("UOPS", "<!channel>")).contains("&lt;!channel&gt;").doesNotContain("<!channel>");
    }

    private String said(String user, String text) {
        Map<String, String> form = new HashMap<>(Map.of(
                "command", "/ops",
                "team_id", "T1",
                "channel_id", "C1",
                "user_id", user,
                "trigger_id", "1.2.3",
                "response_url", RESPONSE_URL,
                "text", text));
        BotRig.Answer answer = rig.signedForm(form);
        assertThat(answer.status()).isEqualTo(200);
        JsonObject json = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertThat(json.get("response_type").getAsString()).isEqualTo("ephemeral");
        return json.get("text").getAsString();
    }

    private static JsonObject payload(InvokeRequest invocation) {
        return JsonParser.parseString(invocation.payload().asUtf8String()).getAsJsonObject();
    }
}
