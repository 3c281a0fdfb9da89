package dev.bellhop.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.local.LocalBellhop;
import dev.bellhop.local.SlackWorkspace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The dashboard as people see it after a burst of messages, in a real browser. */
final class DashboardInBrowserTest {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    @RegisterExtension
    private static final OnScreen PAGE = new OnScreen();

    private final Screen screen = PAGE.screen();

    @Test
    void after_a_burst_of_messages_its_figures_are_in_the_legend_in_the_table_and_at_the_cursor() {
        LocalBellhop bellhop = PAGE.bellhop();
        bellhop.say(SlackWorkspace.ADA, SlackWorkspace.GENERAL, "awsadvent first")
                .join();
        show();
        screen.until(() -> total("What is said", "Messages") > 0, "a message");
        screen.click("[aria-label='Dashboard: What is said'] summary", "As a table");
        long before = total("What is said", "Messages");
        long words = total("What is said", "Words");

        for (int i = 0; i < 30; i++) {
            bellhop.say(SlackWorkspace.ADA, SlackWorkspace.GENERAL, "awsadvent burst " + i)
                    .join();
            if (i == 9) {
                bellhop.advance(Duration.ofMinutes(1));
            }
        }
        bellhop.awaitQuiet(LONGEST);

        screen.until(() -> total("What is said", "Messages") == before + 30, "30 messages more");
        assertThat(total("What is said", "Words") - words).isEqualTo(90);
        screen.until(() -> column("What is said", "Messages") == before + 30, "the same in the table");
        assertThat(column("What is said", "Words") - words).isEqualTo(90);

        screen.run("document.querySelector(arguments[0]).focus()", reader("What is said"));
        screen.press(Keys.HOME);
        assertThat(heard("What is said")).endsWith(": nothing");
        screen.press(Keys.END, Keys.ARROW_LEFT, Keys.ARROW_RIGHT);
        screen.sees(".chart-tip", "–");
        screen.press(Keys.ESCAPE);
        assertThat(screen.count(".chart-tip", "")).isZero();
    }

    @Test
    void every_period_is_told_to_those_who_listen() {
        PAGE.bellhop()
                .say(SlackWorkspace.GRACE, SlackWorkspace.GENERAL, "awsadvent heard")
                .join();
        PAGE.bellhop().awaitQuiet(LONGEST);
        show();
        screen.until(() -> total("What is said", "Messages") > 0, "a message");

        screen.run("document.querySelector(arguments[0]).focus()", reader("What is said"));

        assertThat(heard("What is said")).containsPattern("Messages [1-9][0-9]*, Words [1-9]");
    }

    @Test
    void dead_letters_and_their_alarm_are_seen_and_a_longer_span_has_them_too() {
        PAGE.bellhop()
                .aws()
                .queues()
                .sendMessage(message -> message.queueUrl("http://localhost/000000000000/LoggerDeadLetters")
                        .messageBody("{}"));
        show();

        screen.sees("[aria-label=Alarms] .alarms li", "alarm LoggerDeadLettersWaiting");
        screen.sees("[aria-label='Dashboard: Dead letters'] .legend li", "LoggerDeadLetters 1");
        screen.click(".dashboard-head button", "12 h");
        screen.sees(".dashboard-about", "by 20 min");
        screen.sees("[aria-label='Dashboard: Dead letters'] .legend li", "LoggerDeadLetters 1");
        screen.click(".dashboard-head button", "15 min");
        screen.sees(".dashboard-about", "by 30 s");
    }

    @Test
    void nothing_serious_keeps_anybody_out_and_at_390_pixels_nothing_is_cut_off() throws IOException {
        String axe = Chromium.axe();
        screen.say("awsadvent accessible figures");
        show();
        screen.until(() -> total("What is said", "Messages") > 0, "a message");
        screen.run("document.querySelectorAll('.dashboard details').forEach(each => { each.open = true; })");
        for (String scheme : List.of("light", "dark")) {
            screen.run("document.documentElement.dataset.theme = arguments[0]", scheme);
            assertThat(screen.violations(axe)).as(scheme).isEmpty();
        }
        screen.resize(Screen.NARROW);
        screen.click("#panes button", "Machinery");
        screen.sees(".dashboard h3", "What is said");

        assertThat(screen.overflow()).isZero();
        assertThat(screen.violations(axe)).as("at 390 pixels").isEmpty();
    }

    private void show() {
        screen.click("[role=tab]", "Dashboard");
        screen.sees(".dashboard h3", "What happened last");
    }

    /** What a line's legend says. */
    private long total(String title, String label) {
        return screen.number("""
                const line = [...document.querySelectorAll(`[aria-label='Dashboard: ${arguments[0]}'] .legend li`)]
                    .find(each => each.querySelector('span').textContent === arguments[1]);
                return line ? Number(line.querySelector('b').textContent.replaceAll(',', '')) : 0""", title, label);
    }

    /** All that stands in a column of a graph's table. */
    private long column(String title, String label) {
        return screen.number("""
                const table = document.querySelector(`[aria-label='Dashboard: ${arguments[0]}'] table`);
                const at = [...table.querySelectorAll('thead th')].findIndex(each => each.textContent === arguments[1]);
                return [...table.querySelectorAll('tbody tr')]
                    .reduce((all, row) => all + Number(row.children[at].textContent.replaceAll(',', '')), 0)""", title, label);
    }

    private String heard(String title) {
        return String.valueOf(screen.run(
                "return document.querySelector(arguments[0]).getAttribute('aria-valuetext')", reader(title)));
    }

    private static String reader(String title) {
        return "[aria-label='Dashboard: " + title + "'] [role=slider]";
    }
}
