package dev.bellhop.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.delivery.AddressChange;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.BookingChange;
import dev.bellhop.delivery.Channel;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Metric;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Reply;
import dev.bellhop.delivery.Way;
import dev.bellhop.words.Triggers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackRepliesTest {

    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Reply COUNTS = new Reply.Counts(List.of("awsadvent", "<b>"), 0, 0);

    private final SlackStandIn slack = new SlackStandIn();
    private final List<Duration> waits = new ArrayList<>();
    private final List<String> journal = new ArrayList<>();
    private final SlackReplies replies = replies(slack.url());

    @AfterEach
    void close() {
        slack.close();
    }

    @Test
    void an_answer_is_posted_in_its_channel_with_the_bots_token_and_without_markup() {
        Way way = replies.ready(reply(Optional.empty())).say(attempt(Duration.ofSeconds(2)));

        assertThat(way).isEqualTo(Way.EVENT);
        assertThat(slack.calls()).hasSize(1);
        SlackStandIn.Call call = slack.calls().get(0);
        assertThat(call.method()).isEqualTo("chat.postMessage");
        assertThat(call.authorization()).isEqualTo("Bearer xoxb-test");
        assertThat(call.form())
                .containsEntry("channel", "C1")
                .containsEntry("text", "awsadvent 1 · &lt;b&gt; 2")
                .containsEntry("mrkdwn", "0")
                .containsEntry("link_names", "0")
                .containsEntry("parse", "none")
                .containsEntry("unfurl_links", "0")
                .containsEntry("unfurl_media", "0")
                .doesNotContainKey("thread_ts");
    }

    @Test
    void an_answer_to_a_message_in_a_thread_is_posted_there() {
        replies.ready(reply(Optional.of("1700000000.000001"))).say(attempt(Duration.ofSeconds(2)));

        assertThat(slack.calls().get(0).form()).containsEntry("thread_ts", "1700000000.000001");
    }

    @Test
    void what_became_of_an_address_is_said_to_its_owner_alone_and_with_its_command_marked() {
        OwedReply reply = new OwedReply(
                Way.INTERACTION,
                "T1",
                "C1",
                Optional.of("1700000000.000001"),
                "U1",
                new Reply.Address(Channel.EMAIL, AddressChange.CODE_SENT));

        replies.ready(reply).say(attempt(Duration.ofSeconds(2)));

        assertThat(slack.calls()).hasSize(1);
        assertThat(slack.calls().get(0).form())
                .containsEntry("channel", "U1")
                .doesNotContainKey("thread_ts")
                .hasEntrySatisfying("blocks", blocks -> assertThat(blocks).contains("`/reserve confirm`"));
    }

    @Test
    void who_is_answered_in_the_response_is_not_told_aside_what_became_of_an_address() {
        OwedReply reply = new OwedReply(
                Way.INTERACTION,
                "T1",
                "C1",
                Optional.empty(),
                "U1",
                new Reply.Address(Channel.SMS, AddressChange.CONFIRMED));

        Way way = replies.aside(reply).say(attempt(Duration.ofSeconds(2)));

        assertThat(way).isEqualTo(Way.INTERACTION);
        assertThat(slack.calls()).isEmpty();
    }

    @Test
    void a_line_about_a_booking_is_noise_beside_the_answer_in_a_direct_message_and_is_said_where_there_is_none() {
        OwedReply reply = new OwedReply(
                Way.INTERACTION,
                "T1",
                "D1",
                Optional.empty(),
                "U1",
                new Reply.Booking("a1b2c", BookingChange.CANCELLED));

        assertThat(replies.aside(reply).say(attempt(Duration.ofSeconds(2)))).isEqualTo(Way.INTERACTION);
        assertThat(slack.calls()).isEmpty();

        replies.ready(reply).say(attempt(Duration.ofSeconds(2)));
        assertThat(slack.calls()).hasSize(1);
        assertThat(slack.calls().get(0).form()).containsEntry("channel", "D1");
    }

    @Test
    void an_api_url_without_a_slash_at_its_end_works() {
        String bare = slack.url().substring(0, slack.url().length() - 1);

        replies(SlackApi.url(bare)).ready(reply(Optional.empty())).say(attempt(Duration.ofSeconds(2)));

        assertThat(slack.calls()).extracting(SlackStandIn.Call::method).containsExactly("chat.postMessage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"slack.com/api/", "ftp://slack.com/api/", "https://", "https:///api", "http://a b/"})
    void an_api_url_that_is_none_is_refused(String url) {
        assertThatThrownBy(() -> SlackApi.url(url)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void retry_after_is_waited_for_inside_the_time_left() {
        slack.answerWith(429, Map.of("Retry-After", "1"), "{\"ok\":false,\"error\":\"ratelimited\"}");

        replies.ready(reply(Optional.empty())).say(attempt(Duration.ofSeconds(2)));

        assertThat(waits).containsExactly(Duration.ofSeconds(1));
        assertThat(slack.calls()).hasSize(2);
    }

    @Test
    void retry_after_beyond_the_time_left_keeps_the_answer_owed() {
        slack.answerWith(429, Map.of("Retry-After", "30"), "{\"ok\":false,\"error\":\"ratelimited\"}");

        assertThatThrownBy(() -> replies.ready(reply(Optional.empty())).say(attempt(Duration.ofSeconds(2))))
                .isInstanceOf(PostFailedException.class)
                .hasMessageContaining("PT30S");
        assertThat(waits).isEmpty();
        assertThat(slack.calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", ""})
    void a_429_without_a_time_is_waited_for_a_second(String retryAfter) {
        slack.answerWith(429, Map.of("Retry-After", retryAfter), "");

        replies.ready(reply(Optional.empty())).say(attempt(Duration.ofSeconds(2)));

        assertThat(waits).containsExactly(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "internal_error",
                "fatal_error",
                "ratelimited",
                "invalid_auth",
                "account_inactive",
                "token_revoked",
                "missing_scope",
                "service_unavailable",
                "not_foreseen_by_anyone"
            })
    void what_may_pass_or_be_mended_keeps_the_answer_owed(String error) {
        slack.refuseWith(error);

        assertThatThrownBy(() -> replies.ready(reply(Optional.empty())).say(attempt(Duration.ofSeconds(2))))
                .isInstanceOf(PostFailedException.class)
                .hasMessageContaining(error);
        assertThat(slack.calls()).hasSize(1);
    }

    @Test
    void an_http_error_keeps_the_answer_owed() {
        slack.answerWith(503, Map.of(), "<html>sorry</html>");

        assertThatThrownBy(() -> replies.ready(reply(Optional.empty())).say(attempt(Duration.ofSeconds(2))))
                .isInstanceOf(PostFailedException.class)
                .hasMessageContaining("503");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>all is well</html>", "{}", "{\"ok\":false}"})
    void an_answer_that_is_not_slacks_keeps_the_answer_owed(String body) {
        slack.answerWith(200, Map.of(), body);

        assertThatThrownBy(() -> replies.ready(reply(Optional.empty())).say(attempt(Duration.ofSeconds(2))))
                .isInstanceOf(PostFailedException.class);
    }

    @Test
    void slack_out_of_reach_keeps_the_answer_owed() {
        slack.close();

        assertThatThrownBy(() -> replies.ready(reply(Optional.empty())).say(attempt(Duration.ofSeconds(2))))
                .isInstanceOf(PostFailedException.class)
                .hasMessageContaining("can't be reached");
    }

    @Test
    @Timeout(8) // The client by itself would wait for 10 s.
    void a_silent_slack_is_given_up_when_the_time_is_over() {
        slack.answerNothing();

        assertThatThrownBy(() -> replies.ready(reply(Optional.empty())).say(attempt(Duration.ofMillis(300))))
                .isInstanceOf(PostFailedException.class)
                .hasMessageContaining("timeout");
    }

    @Test
    void nothing_is_sent_once_the_time_is_over() {
        assertThatThrownBy(() -> replies.ready(reply(Optional.empty())).say(attempt(Duration.ZERO)))
                .isInstanceOf(PostFailedException.class)
                .hasMessageContaining("no time left");
        assertThat(slack.calls()).isEmpty();
    }

    @Test
    void someone_whose_channel_cannot_be_answered_is_told_what_to_do() {
        slack.refuseWith("not_in_channel");

        Way way = replies.ready(reply(Optional.of("1700000000.000001"))).say(attempt(Duration.ofSeconds(2)));

        assertThat(way).isEqualTo(Way.EVENT);
        Map<String, String> direct = slack.calls().get(1).form();
        assertThat(direct).containsEntry("channel", "U1").doesNotContainKey("thread_ts");
        assertThat(direct.get("text")).contains("<#C1>", "/invite", "awsadvent 1 · &lt;b&gt; 2");
        assertThat(journal).containsExactly("reply-refused C1 not_in_channel");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "channel_not_found",
                "is_archived",
                "restricted_action",
                "restricted_action_read_only_channel",
                "cannot_reply_to_message",
                "thread_not_found",
                "msg_too_long"
            })
    void every_final_refusal_is_explained_directly(String error) {
        slack.refuseWith(error);

        replies.ready(reply(Optional.empty())).say(attempt(Duration.ofSeconds(2)));

        assertThat(slack.calls()).extracting(call -> call.form().get("channel")).containsExactly("C1", "U1");
    }

    @Test
    void someone_who_cannot_be_told_directly_either_counts_as_told() {
        slack.refuseWith("not_in_channel");
        slack.refuseWith("messages_tab_disabled");

        replies.ready(reply(Optional.empty())).say(attempt(Duration.ofSeconds(2)));

        assertThat(journal)
                .containsExactly("reply-refused C1 not_in_channel", "reply-undeliverable U1 messages_tab_disabled");
    }

    @Test
    void a_direct_message_that_fails_for_now_keeps_the_answer_owed() {
        slack.refuseWith("not_in_channel");
        slack.answerWith(500, Map.of(), "");

        assertThatThrownBy(() -> replies.ready(reply(Optional.empty())).say(attempt(Duration.ofSeconds(2))))
                .isInstanceOf(PostFailedException.class)
                .hasMessageContaining("U1");
    }

    @Test
    void what_is_for_the_asker_alone_is_said_to_them_when_it_is_said_late() {
        OwedReply watching =
                new OwedReply(Way.INTERACTION, "T1", "C1", Optional.empty(), "U1", new Reply.Watching("staging", true));

        replies.ready(watching).say(attempt(Duration.ofSeconds(2)));

        assertThat(slack.calls()).hasSize(1);
        assertThat(slack.calls().get(0).form()).containsEntry("channel", "U1");
    }

    private SlackReplies replies(String url) {
        ReplyText texts =
                new ReplyText(new FixedCounts(Map.of("awsadvent", 1L, "<b>", 2L)), Triggers.parse("awsadvent"));
        Journal notes = new Journal() {
            @Override
            public void note(String outcome, String subject, String detail) {
                journal.add(outcome + " " + subject + " " + detail);
            }

            @Override
            public void failed(String outcome, String subject, Throwable cause) {
                journal.add(outcome + " " + subject + " " + cause);
            }

            @Override
            public void warn(String outcome, String subject, String detail) {
                note(outcome, subject, detail);
            }

            @Override
            public <T> T about(String event, Supplier<T> work) {
                return work.get();
            }

            @Override
            public void forget() {}

            @Override
            public void add(Metric metric, long value, String... dimensions) {}
        };
        return new SlackReplies(new SlackApi(url, "xoxb-test"), texts, waits::add, notes, CLOCK);
    }

    private static OwedReply reply(Optional<String> thread) {
        return new OwedReply(Way.EVENT, "T1", "C1", thread, "U1", COUNTS);
    }

    private static Attempt attempt(Duration left) {
        return Attempt.of("a", NOW.plusSeconds(10), NOW.plus(left));
    }
}
