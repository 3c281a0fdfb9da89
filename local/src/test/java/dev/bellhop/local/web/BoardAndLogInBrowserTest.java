package dev.bellhop.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.local.SlackWorkspace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The board and the log after many people said much at once. */
final class BoardAndLogInBrowserTest {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** After which SQS shows a message again that its function failed at. */
    private static final Duration HIDDEN = Duration.ofMinutes(6);

    private static final int MESSAGES = 120;
    private static final String LINE = ".line";
    private static final String RANK = ".board tbody tr";

    private static final List<String> VOCABULARY = List.of(
            "deploy",
            "build",
            "green",
            "lambda",
            "staging",
            "queue",
            "coffee",
            "release",
            "table",
            "topic",
            "café",
            "retry",
            "lunch",
            "don't",
            "c++",
            "rollback",
            "r&d",
            "friday",
            "on-call",
            "metrics");

    /** How often each word that may be on the board was said, counted here. */
    private static final Map<String, Integer> SAID = new HashMap<>();

    @RegisterExtension
    static final OnScreen PAGE = new OnScreen();

    private final Screen screen = PAGE.screen();

    /** The lower a word's number is, the more often it is said. */
    @BeforeAll
    static void burst() {
        Random random = new Random(5);
        List<SlackWorkspace.User> people = List.of(SlackWorkspace.ADA, SlackWorkspace.GRACE, SlackWorkspace.KATHERINE);
        List<CompletableFuture<?>> waiting = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            List<String> words = new ArrayList<>(List.of("awsadvent"));
            for (int j = 0; j < 6; j++) {
                double uniform = random.nextDouble();
                words.add(VOCABULARY.get((int) (VOCABULARY.size() * uniform * uniform)));
            }
            count(words);
            waiting.add(
                    PAGE.bellhop().say(people.get(i % people.size()), SlackWorkspace.GENERAL, String.join(" ", words)));
            if (waiting.size() == people.size()) {
                waiting.forEach(CompletableFuture::join);
                waiting.clear();
            }
        }
        PAGE.bellhop()
                .say(
                        SlackWorkspace.GRACE,
                        PAGE.bellhop().workspace().directMessages(SlackWorkspace.GRACE),
                        "awsadvent " + "confidential ".repeat(MESSAGES))
                .join();
        // Of what is said to the bot alone, the trigger word has its place by what is said in public.
        count(List.of("awsadvent"));
        quiet();
    }

    /** A busy machine's functions may run out of their time, and what is tried again by the clock need not be waited for. */
    private static void quiet() {
        for (int tries = 1; ; tries++) {
            try {
                PAGE.bellhop().awaitQuiet(LONGEST);
                return;
            } catch (IllegalStateException e) {
                if (tries == 10) {
                    throw e;
                }
                PAGE.bellhop().advance(HIDDEN);
            }
        }
    }

    private static void count(List<String> words) {
        words.forEach(word -> SAID.merge(word, 1, Integer::sum));
    }

    @Test
    void after_a_burst_the_board_has_the_ten_words_that_were_said_most_with_their_counts() {
        List<String> expected = SAID.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry<String, Integer>::getValue)
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .limit(10)
                .map(word ->
                        String.format(Locale.UK, "%s %,d %,d", word.getKey(), word.getValue(), 11 * word.getValue()))
                .toList();

        screen.click("[role=tab]", "Counts");

        screen.sees(RANK, "1 " + expected.getFirst());
        assertThat(board().subList(0, 10)).isEqualTo(numbered(expected));
        assertThat(screen.count(RANK, "confidential")).isZero();
        screen.click(".segments button", "All words");
        screen.sees(".counts tbody tr", "confidential 120 1320");
    }

    @Test
    void the_board_follows_what_is_said_and_a_stop_word_leaves_it() {
        screen.click("[role=tab]", "Counts");
        screen.sees(RANK, "deploy");

        count(List.of("awsadvent"));
        screen.say("awsadvent " + "sudden ".repeat(400));
        screen.sees(RANK, "1 sudden 400 4,400");
        screen.say("/words stop add sudden");

        screen.sees(RANK, "1 deploy");
        screen.sees(".board-notes", "Never shown, as stop words: sudden.");
        assertThat(screen.count(RANK, "sudden")).isZero();
    }

    @Test
    void a_word_is_looked_up_and_its_standing_is_told_while_it_is_said() {
        screen.click("[role=tab]", "Counts");
        screen.type(".board-find input", "Whatnot");
        screen.click(".board-find button", "Look up");
        screen.sees(".board-told", "Nobody has said whatnot yet.");

        say("awsadvent whatnot");

        screen.sees(".board-told", "whatnot was said once and stands at 11. Its rank is");
    }

    @Test
    void the_log_finds_what_was_said_and_the_whole_way_of_that_event() {
        say("awsadvent needle in it");
        quiet();
        screen.click("[role=tab]", "Log");
        screen.type(".panel-log input[type=search]", "NEEDLE");
        screen.sees(".log-status", "1 line.");
        screen.sees(".line mark", "needle");

        screen.click(".line-trace");

        for (String group : List.of("Event log", "Bot", "Multiplier", "Logger", "Leaderboard")) {
            screen.sees(".line .line-group", group);
        }
        assertThat(screen.count(LINE, "in it")).isEqualTo(1);
        assertThat(screen.number(
                        "return [...document.querySelectorAll('.line')].filter(e => !e.querySelector('mark')).length"))
                .isZero();
    }

    @Test
    void of_the_lines_to_come_those_that_are_meant_are_shown() {
        screen.click("[role=tab]", "Log");
        screen.type(".panel-log input[type=search]", "upcoming");
        screen.sees(".panel-log .nothing", "No line is like that.");

        say("awsadvent upcoming");

        screen.sees(".line mark", "upcoming");
        assertThat(screen.count(LINE, "")).isEqualTo(1);
    }

    @Test
    void a_pattern_that_is_none_is_told_at_its_field_and_the_lines_stay() {
        screen.click("[role=tab]", "Log");
        screen.sees(LINE, "settled");

        screen.type(".panel-log input[type=search]", "{ $.outcome = }");

        screen.sees(".panel-log .wrong", "it ends too early");
        assertThat(screen.find(".panel-log input[type=search]").getDomAttribute("aria-invalid"))
                .isEqualTo("true");
        screen.sees(LINE, "settled");
    }

    @Test
    void nothing_serious_keeps_anybody_out_and_nothing_is_cut_off() throws IOException {
        String axe = Chromium.axe();
        for (String scheme : List.of("light", "dark")) {
            screen.run("document.documentElement.dataset.theme = arguments[0]", scheme);
            screen.click("[role=tab]", "Counts");
            screen.sees(RANK, "deploy");
            screen.type(".board-find input", "deploy");
            screen.click(".board-find button", "Look up");
            screen.sees(".board-told", "deploy was said");
            assertThat(screen.violations(axe)).as(scheme + " board").isEmpty();
            screen.click("[role=tab]", "Log");
            screen.type(".panel-log input[type=search]", "settled");
            screen.sees(".line mark", "settled");
            assertThat(screen.violations(axe)).as(scheme + " log").isEmpty();
        }
        screen.resize(Screen.NARROW);
        screen.click("#panes button", "Machinery");
        screen.sees(".line mark", "settled");
        assertThat(screen.overflow()).as("log").isZero();
        screen.type(".panel-log input[type=search]", "%" + "long".repeat(40));
        screen.sees(".panel-log .wrong", "ends with %");
        assertThat(screen.overflow()).as("log's problem").isZero();
        screen.click("[role=tab]", "Counts");
        screen.sees(RANK, "deploy");
        assertThat(screen.overflow()).as("board").isZero();
    }

    private void say(String text) {
        count(List.of(text.split(" ", -1)));
        screen.say(text);
    }

    private List<String> board() {
        return screen.texts(RANK);
    }

    private static List<String> numbered(List<String> lines) {
        List<String> numbered = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            numbered.add((i + 1) + " " + lines.get(i));
        }
        return numbered;
    }
}
