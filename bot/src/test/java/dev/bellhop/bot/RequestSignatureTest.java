package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSignatureTest {

    /** Slack's published example. */
    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

    private static final long AT = 1531420618;
    private static final String BODY =
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                    + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                    + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
                    + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    private static final String SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    @Test
    void slacks_published_example_is_valid() {
        assertThat(fault(List.of(SECRET), AT, headers(Long.toString(AT), SIGNATURE), BODY))
                .isEmpty();
    }

    @Test
    void either_of_two_secrets_will_do() {
        assertThat(fault(List.of("new", SECRET), AT, headers(Long.toString(AT), SIGNATURE), BODY))
                .isEmpty();
        assertThat(fault(List.of(SECRET, "new"), AT, headers(Long.toString(AT), SIGNATURE), BODY))
                .isEmpty();
        assertThat(fault(List.of("new", "newer"), AT, headers(Long.toString(AT), SIGNATURE), BODY))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 300})
    void five_minutes_off_is_taken(long off) {
        assertThat(fault(List.of(SECRET), AT + off, headers(Long.toString(AT), SIGNATURE), BODY))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400, -301, 301, 86_400})
    void more_than_five_minutes_off_is_refused_either_way(long off) {
        assertThat(fault(List.of(SECRET), AT + off, headers(Long.toString(AT), SIGNATURE), BODY))
                .hasValueSatisfying(why -> assertThat(why).contains("5 minutes"));
    }

    @Test
    void another_body_is_refused() {
        assertThat(fault(List.of(SECRET), AT, headers(Long.toString(AT), SIGNATURE), BODY + "1"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v0=",
                "v0=a2114d57",
                "v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
                "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
                "v0=z2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
                "v0=00000d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
            })
    void another_signature_is_refused(String signature) {
        assertThat(fault(List.of(SECRET), AT, headers(Long.toString(AT), signature), BODY))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1531420618", "1531420618.0", "153142061800000000000000000000", "١٥٣١٤٢٠٦١٨"})
    void a_timestamp_that_is_none_is_refused(String timestamp) {
        assertThat(fault(List.of(SECRET), AT, headers(timestamp, SIGNATURE), BODY))
                .isPresent();
    }

    @Test
    void missing_and_doubled_headers_are_refused() {
        for (String name : List.of(RequestSignature.SIGNATURE, RequestSignature.TIMESTAMP)) {
            Map<String, List<String>> missing = headers(Long.toString(AT), SIGNATURE);
            missing.remove(name);
            Map<String, List<String>> doubled = headers(Long.toString(AT), SIGNATURE);
            doubled.computeIfPresent(name, (key, values) -> List.of(values.get(0), values.get(0)));

            assertThat(fault(List.of(SECRET), AT, missing, BODY))
                    .as("without %s", name)
                    .isPresent();
            assertThat(fault(List.of(SECRET), AT, doubled, BODY))
                    .as("two of %s", name)
                    .isPresent();
        }
    }

    private static Map<String, List<String>> headers(String timestamp, String signature) {
        return new HashMap<>(Map.of(
                RequestSignature.TIMESTAMP, List.of(timestamp),
                RequestSignature.SIGNATURE, List.of(signature)));
    }

    private static Optional<String> fault(
            List<String> secrets, long now, Map<String, List<String>> headers, String body) {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC);
        HttpRequest request = new HttpRequest(
                "POST",
                "/slack/events",
                headers,
                ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)),
                Optional.empty());
        return new RequestSignature(secrets, clock).fault(request);
    }
}
