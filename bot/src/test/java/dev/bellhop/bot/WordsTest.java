package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.people.Address;
import dev.bellhop.words.Count;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /words}. It is 2026-12-01, 10:00 UTC. */
class WordsTest {

    private final BotRig rig = new BotRig();
    private int triggers;
    private int messages;

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void the_top_is_answered_to_the_asker_alone_with_the_counts_of_this_moment() {
        say("U1", "awsadvent hello hello");
        rig.board(Map.of("awsadvent", 1L, "hello", 1L));
        say("U1", "awsadvent hello");

        JsonObject answer = words("U1", "");

        assertThat(answer.get("response_type").getAsString()).isEqualTo("ephemeral");
        assertThat(text(answer)).startsWith("*Top 2*").containsPattern("1  3  ▇+ +hello\n2  2  ▇+ +awsadvent");
        assertThat(rig.log()).contains("\"words\"").doesNotContain("hello");
    }

    @Test
    void before_anything_was_said_it_is_told_how_to_begin() {
        assertThat(text(words("U1", ""))).startsWith("Nothing said yet").contains("`awsadvent`");
    }

    @Test
    void a_top_of_a_full_board_and_its_spare_is_read_in_a_few_calls() {
        String many = IntStream.range(0, 300).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        say("U1", "awsadvent " + many);
        rig.board(IntStream.range(0, 2_000).boxed().collect(Collectors.toMap(i -> "w" + i, i -> 2_000L - i)));
        int before = rig.dynamoBounds.size();

        assertThat(text(words("U1", "top 50"))).startsWith("*Top 50*");

        assertThat(rig.dynamoBounds.size() - before).isLessThanOrEqualTo(4);
    }

    @Test
    void of_a_word_it_is_told_how_often_it_was_said_where_it_stands_and_when() {
        say("U1", "awsadvent hello");
        say("U2", "awsadvent hello hello");

        assertThat(text(words("U1", "Hello!")))
                .startsWith("`hello` was said 3 times and stands at 3. It has no rank yet")
                .contains("First said <!date^", "last said <!date^");
        rig.board(Map.of("hello", 3L, "awsadvent", 2L));
        assertThat(text(words("U1", "hello"))).contains("Its rank is 1");
        assertThat(text(words("U1", "word top"))).isEqualTo("Nobody has said `top` yet.");
    }

    @Test
    void stop_words_are_counted_and_not_shown_until_they_are_taken_out_again() {
        try (BotRig free = new BotRig(variables -> variables.remove("OPS_USERS"))) {
            assertThat(stop(free, "U1", "stop add The")).startsWith("`the` is in no top any more.");
            assertThat(stop(free, "U2", "stop add the")).startsWith("`the` is in no top any more.");
            say(free, "U1", "awsadvent the the");
            free.board(Map.of("awsadvent", 1L, "the", 2L));

            assertThat(stop(free, "U1", "")).startsWith("*Top 1*").doesNotContain("the\n");
            assertThat(stop(free, "U1", "the")).contains("was said 2 times", "is a stop word");
            assertThat(stop(free, "U1", "stop list")).endsWith("\n`the`");

            assertThat(stop(free, "U1", "stop remove the")).contains("may be in tops");
            assertThat(stop(free, "U1", "")).startsWith("*Top 2*");
            assertThat(stop(free, "U1", "stop list")).startsWith("There are no stop words.");
        }
    }

    @Test
    void where_there_are_operators_nobody_else_changes_stop_words() {
        assertThat(text(words("U1", "stop add the"))).startsWith("Only operators");
        assertThat(text(words("U1", "stop remove the"))).startsWith("Only operators");
        assertThat(text(words("UOPS", "stop add the"))).startsWith("`the` is in no top");
        assertThat(text(words("U1", "stop remove the"))).startsWith("Only operators");
        assertThat(text(words("U1", "stop list"))).contains("`the`");
    }

    @Test
    void there_are_five_hundred_stop_words_at_most() {
        for (int i = 0; i < 500; i++) {
            words("UOPS", "stop add w" + i);
        }

        assertThat(text(words("UOPS", "stop add onemore"))).contains("500 stop words already", "nothing was done");
        assertThat(text(words("UOPS", "stop add w7"))).startsWith("`w7` is in no top");
        words("UOPS", "stop remove w7");
        assertThat(text(words("UOPS", "stop add onemore"))).startsWith("`onemore` is in no top");
    }

    @Test
    void what_somebody_says_who_opted_out_is_not_counted_answered_published_or_kept() {
        assertThat(text(words("U1", "optout"))).contains("I don't answer it", "Only help", "/reserve", "/words optin");
        int stored = rig.stored();

        BotRig.Answer event = say("U1", "awsadvent s3cret");
        BotRig.Answer again = rig.signed(Requests.callback(message("U1", "awsadvent s3cret")));
        BotRig.Answer webhook = rig.webhook(webhook("U1", "awsadvent s3cret"));

        assertThat(event.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(200);
        assertThat(webhook.status()).isEqualTo(200);
        assertThat(webhook.body()).isEmpty();
        assertThat(rig.stored()).isEqualTo(stored);
        assertThat(rig.published).isEmpty();
        assertThat(rig.slack.calls("chat.postMessage")).isEmpty();
        assertThat(rig.count("s3cret")).isEqualTo(Count.ZERO);
        assertThat(rig.log()).doesNotContain("s3cret");
    }

    @Test
    void a_long_message_of_somebody_who_opted_out_leaves_no_part_behind() {
        words("U1", "optout");
        int stored = rig.stored();

        say("U1", "awsadvent " + IntStream.range(0, 200).mapToObj(i -> "w" + i).collect(Collectors.joining(" ")));

        assertThat(rig.stored()).isEqualTo(stored);
        assertThat(rig.published).isEmpty();
    }

    @Test
    void others_are_counted_all_the_same_and_so_is_whoever_opts_in_again() {
        words("U1", "optout");
        words("U1", "optout");
        say("U2", "awsadvent hello");
        assertThat(text(words("U1", "optin"))).contains("I count what you say");
        words("U1", "optin");
        say("U1", "awsadvent hello");

        assertThat(rig.count("hello")).isEqualTo(new Count(2, 2));
        assertThat(rig.published).hasSize(2);
    }

    @Test
    void what_was_counted_before_opting_out_comes_again_as_a_repeat() {
        Map<String, String> said = webhook("U1", "awsadvent hello");
        String answer = rig.webhook(said).body();
        words("U1", "optout");

        assertThat(rig.webhook(said).body()).isEqualTo(answer).isNotEmpty();
        assertThat(rig.count("hello")).isEqualTo(new Count(1, 1));
    }

    @Test
    void whoever_opted_out_still_books() {
        words("U1", "optout");

        assertThat(text(command(rig, "/reserve", "U1", "staging"))).contains("*staging* is yours");
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void whoever_is_forgotten_has_no_address_and_no_watch_any_more_and_is_opted_out() {
        command(rig, "/reserve", "U1", "notify email ada@example.org");
        command(rig, "/reserve", "U1", "confirm " + rig.code("U1"));
        command(rig, "/reserve", "U1", "notify sms +4915112345678");
        for (int i = 0; i < 60; i++) {
            command(rig, "/reserve", "U1", "watch room-" + i);
        }
        command(rig, "/reserve", "U2", "watch room-1");

        String told = text(words("U1", "forget me"));

        assertThat(told).contains("at most 30 days", "14 days");
        assertThat(rig.chosen("U1")).isEqualTo(new Address.Slack());
        assertThat(rig.kept("U1"))
                .extracting(item -> item.get("sk").s())
                .containsExactlyInAnyOrder("OPTOUT", "CODE#email", "CODE#sms");
        assertThat(rig.kept("U1").toString()).doesNotContain("ada@example.org", "4915112345678");
        assertThat(rig.kept("U2")).hasSize(2);
        say("U1", "awsadvent hello");
        assertThat(rig.count("hello")).isEqualTo(Count.ZERO);

        assertThat(text(words("U1", "forget me"))).isEqualTo(told);
    }

    @Test
    void a_code_that_was_on_its_way_is_good_for_nothing_once_its_asker_is_forgotten() {
        command(rig, "/reserve", "U1", "notify email ada@example.org");
        String code = rig.code("U1");
        words("U1", "forget me");

        assertThat(text(command(rig, "/reserve", "U1", "confirm " + code)))
                .startsWith("There is no code that I wait for");
        for (int i = 0; i < 4; i++) {
            command(rig, "/reserve", "U1", "notify email ada@example.org");
        }
        assertThat(text(command(rig, "/reserve", "U1", "notify email ada@example.org")))
                .contains("I send no more");
    }

    @Test
    void how_long_the_log_is_kept_is_told_as_it_was_deployed() {
        try (BotRig shorter = new BotRig(variables -> variables.put("LOG_RETENTION_DAYS", "7"))) {
            assertThat(text(command(shorter, "/words", "U1", "forget me"))).contains("at most 7 days");
        }
    }

    @Test
    void what_is_not_understood_changes_nothing_and_says_what_is_possible() {
        assertThat(text(words("U1", "optout, please"))).contains("One word at a time", "/words help");
        assertThat(text(words("U1", "stop"))).contains("/words stop add &lt;word&gt;");
        assertThat(text(words("U1", "help"))).contains("forget me", "optout", "top 25");
        assertThat(rig.stored()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "stop list", "optout", "optin", "forget me"})
    void while_the_tables_are_down_the_asker_gets_a_sentence(String typed) {
        rig.dynamoFaults.faults().down();

        assertThat(text(words("U1", typed))).startsWith("I can't reach my records just now.");
        assertThat(rig.log()).contains("\"words-failed\"").doesNotContain("hello");
    }

    private BotRig.Answer say(String user, String text) {
        return say(rig, user, text);
    }

    private BotRig.Answer say(BotRig to, String user, String text) {
        return to.signed(Requests.callback(message(user, text)));
    }

    private Map<String, String> message(String user, String text) {
        String ts = "17961191%02d.000100".formatted(messages++);
        return Requests.with(Requests.with(Requests.message(text), "user", user), "ts", ts);
    }

    private Map<String, String> webhook(String user, String text) {
        return new HashMap<>(Map.of(
                "token",
                BotRig.WEBHOOK_TOKEN,
                "team_id",
                "T1",
                "channel_id",
                "C1",
                "user_id",
                user,
                "timestamp",
                "17961190%02d.000100".formatted(messages++),
                "text",
                text));
    }

    private JsonObject words(String user, String typed) {
        return command(rig, "/words", user, typed);
    }

    private String stop(BotRig to, String user, String typed) {
        return text(command(to, "/words", user, typed));
    }

    private JsonObject command(BotRig to, String command, String user, String typed) {
        BotRig.Answer answer = to.signedForm(Map.of(
                "command",
                command,
                "text",
                typed,
                "team_id",
                "T1",
                "channel_id",
                "C1",
                "user_id",
                user,
                "trigger_id",
                "1.2." + ++triggers));
        assertThat(answer.status()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String text(JsonObject answer) {
        return answer.get("text").getAsString();
    }
}
