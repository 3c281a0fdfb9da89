package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.bellhop.localaws.MovableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;

final class ResponseUrlsTest {

    private static final URI FRONT = URI.create("http://localhost:3000");

    private final MovableClock clock = MovableClock.standing(Instant.parse("2026-11-20T10:00:00Z"));
    private final AtomicInteger ids = new AtomicInteger();
    private final SlackWorkspace workspace = new SlackWorkspace(clock, message -> {});
    private final ResponseUrls urls = new ResponseUrls(workspace, FRONT, clock, () -> "id" + ids.incrementAndGet());
    private final SlackWorkspace.Message original = workspace.post(
            SlackWorkspace.GENERAL, Optional.empty(), SlackWorkspace.BELLHOP, "original", Optional.empty());

    @Test
    void a_message_is_replaced() {
        Http.Response response = post(next(), "{\"replace_original\":true,\"text\":\"new\"}");

        assertThat(response.status()).isEqualTo(200);
        assertThat(texts()).containsExactly("new");
    }

    @Test
    void a_message_that_was_taken_away_stays_away() {
        String url = next();
        workspace.delete(original);

        Http.Response response = post(url, "{\"replace_original\":true,\"text\":\"new\"}");

        assertThat(response.status()).isEqualTo(404);
        assertThat(error(response)).isEqualTo("message_not_found");
        assertThat(texts()).isEmpty();
    }

    @Test
    void five_answers_are_taken() {
        String url = next();
        for (int n = 1; n <= 5; n++) {
            assertThat(post(url, "{\"text\":\"more\"}").status()).isEqualTo(200);
        }

        assertThat(error(post(url, "{\"text\":\"too much\"}"))).isEqualTo("used_url");
    }

    @Test
    void after_30_minutes_none_is_taken_and_it_is_forgotten() {
        String url = next();
        clock.move(Duration.ofMinutes(30));

        assertThat(error(post(url, "{\"text\":\"late\"}"))).isEqualTo("expired_url");
        next();
        assertThat(urls.size()).isEqualTo(1);
    }

    private String next() {
        return urls.next(new ResponseUrls.Place(SlackWorkspace.GENERAL, SlackWorkspace.ADA, Optional.of(original)));
    }

    private Http.Response post(String url, String body) {
        return urls.post(new Http.Request(
                "POST",
                URI.create(url).getPath(),
                "",
                Map.of("content-type", List.of("application/json")),
                SdkBytes.fromUtf8String(body),
                "127.0.0.1"));
    }

    private List<String> texts() {
        return workspace.messages().stream().map(SlackWorkspace.Message::text).toList();
    }

    private static String error(Http.Response response) {
        return JsonParser.parseString(response.body().asUtf8String())
                .getAsJsonObject()
                .get("error")
                .getAsString();
    }
}
