package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Forged requests by the thousand against the whole bot. {@code -Dattack.requests} and {@code -Dattack.seed} try more and
 * others; a seed and a number are always the same request.
 */
final class AttackTest {

    private static final int REQUESTS = Integer.getInteger("attack.requests", 10_000);
    private static final long SEED = Long.getLong("attack.seed", 1);

    private final BotRig rig = new BotRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void nobody_is_let_in_by_a_forged_request() {
        rig.signed(Requests.callback(Requests.message("awsadvent of everyone")));
        Map<String, ?> stored = rig.items();
        long logged = rig.log().lines().count();

        Attack attack = new Attack(UnaryOperator.identity()).of(REQUESTS);

        List<String> log = rig.log().lines().skip(logged).toList();
        assertThat(attack.faults).isEmpty();
        assertThat(rig.items()).isEqualTo(stored);
        assertThat(attack.tried.keySet()).containsExactly(Forgery.Kind.values());
        assertThat(attack.printed).as("beside the log").doesNotContain(Forgery.CANARY);
        assertThat(String.join("\n", log)).doesNotContain(Forgery.CANARY, "v0=", BotRig.SECRET, BotRig.WEBHOOK_TOKEN);
        assertThat(log).allSatisfy(AttackTest::isOneLineOfTheFunction);
        assertThat(log.stream().filter(line -> line.contains("\"durationMs\""))).hasSize(REQUESTS);
    }

    /**
     * The attack is no good unless it sees who lets people in. What is behind this gateway, which signs whatever comes, is to
     * the attack as a handler that does not check.
     */
    @Test
    void an_attack_sees_a_handler_that_checks_nothing() {
        Attack attack = new Attack(this::signedWhateverItIs).of(250);

        Set<Forgery.Kind> believable = EnumSet.allOf(Forgery.Kind.class);
        believable.removeIf(kind -> !kind.believable);
        assertThat(attack.actedOn.keySet()).containsAll(believable);
        assertThat(attack.faults).hasSizeGreaterThan(150);
    }

    private static void isOneLineOfTheFunction(String line) {
        JsonObject json = JsonParser.parseString(line).getAsJsonObject();
        assertThat(line.chars()).noneMatch(Character::isISOControl);
        assertThat(json.has("_aws")
                        || List.of("answered", "refused")
                                .contains(json.get("outcome").getAsString()))
                .as(line)
                .isTrue();
    }

    private String signedWhateverItIs(String event) {
        try {
            HttpRequest request = GatewayJson.read(JsonParser.parseString(event));
            String type = request.mediaType();
            String body = request.text();
            return request.path().equals("/slack/webhook")
                    ? Requests.unsigned(rig.clock.instant(), request.path(), type, withToken(body))
                    : Requests.signed(BotRig.SECRET, rig.clock.instant(), type, body);
        } catch (JsonParseException | BadRequestException e) {
            return event;
        }
    }

    private static String withToken(String body) {
        Map<String, String> fields = new HashMap<>(Form.parse(body).fields());
        fields.put("token", BotRig.WEBHOOK_TOKEN);
        fields.keySet().remove("token[]");
        return Requests.form(fields);
    }

    private final class Attack {
        final Map<Forgery.Kind, Integer> tried = new EnumMap<>(Forgery.Kind.class);
        final Map<Forgery.Kind, Integer> actedOn = new EnumMap<>(Forgery.Kind.class);
        final List<String> faults = new ArrayList<>();
        String printed = "";

        private final UnaryOperator<String> gateway;

        Attack(UnaryOperator<String> gateway) {
            this.gateway = gateway;
        }

        Attack of(int requests) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            PrintStream before = System.err;
            System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            try {
                for (int number = 0; number < requests; number++) {
                    send(number);
                }
            } finally {
                System.setErr(before);
            }
            printed = bytes.toString(StandardCharsets.UTF_8);
            return this;
        }

        private void send(int number) {
            Forgery forgery = Forgery.of(SEED, number, rig.clock.instant());
            tried.merge(forgery.kind(), 1, Integer::sum);
            int calls = calls();
            Optional<String> fault = fault(forgery, answer(gateway.apply(forgery.event())));
            boolean acted = calls() > calls;
            if (acted) {
                actedOn.merge(forgery.kind(), 1, Integer::sum);
            }
            fault.or(() -> acted ? Optional.of("was acted on") : Optional.empty())
                    .ifPresent(what ->
                            faults.add("seed " + SEED + ", request " + number + ", " + forgery.kind() + ": " + what));
        }

        /** Empty where something came out of the handler. */
        private Optional<BotRig.Answer> answer(String event) {
            try {
                return Optional.of(rig.enter(event));
            } catch (AssertionError e) {
                return Optional.empty();
            }
        }

        private Optional<String> fault(Forgery forgery, Optional<BotRig.Answer> answer) {
            if (answer.isEmpty()) {
                return Optional.of("something came out of the handler");
            }
            int status = answer.get().status();
            // Slack looks so whether there is a certificate, and nobody is the wiser.
            boolean mayBeFine = forgery.kind() == Forgery.Kind.SSL_CHECK_WITH_A_COMMAND
                    && answer.get().body().isEmpty();
            return (status >= 400 && status < 500) || (status == 200 && mayBeFine)
                    ? Optional.empty()
                    : Optional.of("was answered with " + status);
        }

        /** Of whatever is beyond the bot. */
        private int calls() {
            return rig.dynamoCalls.size() + rig.slack.calls().size() + rig.published.size() + rig.invoked.size();
        }
    }
}
