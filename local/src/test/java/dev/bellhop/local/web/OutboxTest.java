package dev.bellhop.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutboxTest {

    private final EventStream stream = new EventStream("one", Runnable::run, () -> 1L, (what, failure) -> {});
    private final Outbox outbox = new Outbox(stream, Clock.systemUTC());

    @Test
    void what_is_sent_is_told_and_kept_in_order() {
        outbox.mailed("bellhop@example.com", List.of("ada@example.com"), "Yours", "staging", "<b>staging</b>");
        outbox.texted("+447700900123", "staging");
        outbox.pushed("arn:aws:sns:us-east-1:0:endpoint/GCM/a/b", "staging");

        assertThat(outbox.all())
                .extracting(entry -> entry.getAsJsonObject().get("kind").getAsString())
                .containsExactly("mail", "sms", "push");
        assertThat(outbox.all().get(0).getAsJsonObject().get("hasHtml").getAsBoolean())
                .isTrue();
        assertThat(outbox.html("o1")).contains("<b>staging</b>");
        assertThat(outbox.html("o2")).isEmpty();
        assertThat(stream.position()).isEqualTo("one-3");
    }

    @Test
    void the_oldest_go() {
        for (int n = 0; n < 201; n++) {
            outbox.mailed("from", List.of("to"), "subject " + n, "text", "<p>");
        }

        assertThat(outbox.all()).hasSize(200);
        assertThat(outbox.html("o1")).isEmpty();
        assertThat(outbox.html("o2")).isPresent();
    }
}
