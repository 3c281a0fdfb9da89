package dev.bellhop.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.local.SlackWorkspace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/** The workspace as people use it, in a real browser; one browser and one system for all, so each test has words of its own. */
final class WorkspaceInBrowserTest {

    private static final String MESSAGE = "#talk article";
    private static final String STEP = ".step";
    private static final String NEWEST = ".trace:first-child";

    /** Whatever runs leaves its mark. */
    private static final String ATTACK =
            "<img src=x onerror=\"document.title='attacked'\"><script>document.title='attacked'</script>";

    @RegisterExtension
    static final OnScreen PAGE = new OnScreen();

    private final Screen screen = PAGE.screen();
    private final ChromeDriver driver = PAGE.driver();

    /** The first ones wait for what is only made then. */
    @BeforeAll
    static void wake() {
        PAGE.bellhop()
                .say(SlackWorkspace.ADA, SlackWorkspace.GENERAL, "good morning")
                .join();
        PAGE.bellhop()
                .command(SlackWorkspace.KATHERINE, SlackWorkspace.OPS, "/reserve", "morning for 1h")
                .join();
    }

    @Test
    void said_twice_is_12_and_each_step_is_shown() {
        screen.say("awsadvent twice");
        screen.sees(MESSAGE, "twice 1");
        seesNewest("twice");
        screen.sees(NEWEST + " .step", "MultiplierFunction delivered");
        screen.sees(NEWEST + " .step", "LoggerFunction delivered");
        screen.sees(NEWEST + " .trace-head", "done");

        screen.say("awsadvent twice");
        screen.sees(MESSAGE, "twice 12");

        screen.click("[role=tab]", "Counts");
        screen.click(".segments button", "All words");
        screen.sees(".counts tbody tr", "twice 2 22");
    }

    @Test
    void a_step_shows_its_json() {
        screen.say("awsadvent unfolded");
        seesNewest("unfolded");
        screen.click(NEWEST + " .step-main", "EventsTopic");

        screen.sees("dialog .json", "\"unfolded\"");
    }

    @Test
    void the_bots_home_is_beside_the_talk_with_it() {
        screen.say("awsadvent homely");
        screen.say("/reserve homely for 1h");
        screen.sees(MESSAGE, "homely is yours");
        screen.click(".place", "Bellhop");
        screen.click(".talk-tab", "Home");

        screen.sees(".home", "Your bookings");
        screen.sees(".home", "homely");
        assertThat(screen.count("#say", "")).isZero();

        screen.click(".talk-tab", "Messages");
        screen.sees("#say", "");
        assertThat(screen.count(".home", "Your bookings")).isZero();
        screen.click(".place", "general");
        screen.say("awsadvent back");
        screen.sees(MESSAGE, "back 1");
    }

    @Test
    void a_reply_stays_in_its_thread() {
        screen.say("a thread begins");
        screen.sees(MESSAGE, "a thread begins");
        screen.click(MESSAGE + ":last-child");
        screen.click(MESSAGE + ":last-child [title='Reply in thread']");
        screen.type("#reply", "awsadvent threaded");
        screen.find("#reply").sendKeys(Keys.ENTER);

        screen.sees("#thread article", "threaded 1");
        screen.sees(MESSAGE, "2 replies");
        assertThat(screen.count(MESSAGE, "threaded 1")).isZero();
    }

    @Test
    void a_form_says_what_is_wrong_at_its_field_and_then_books() {
        screen.say("/reserve");
        screen.click("dialog button", "Book");
        screen.sees("dialog [data-block=resource] .wrong", "required");

        screen.type("dialog [data-block=resource] input", "formed");
        screen.type("dialog [data-block=length] input", "soon");
        screen.click("dialog button", "Book");
        screen.sees("dialog [data-block=length] .wrong", "soon");

        screen.type("dialog [data-block=length] input", "2h");
        screen.click("dialog button", "Book");
        screen.sees("dialog", "formed is yours");
        screen.click("dialog button", "Close");
        screen.seesNo("dialog", "formed is yours");

        screen.click("[role=tab]", "Reservations");
        screen.sees(".entry", "formed");
        screen.sees(".calendar-resource", "formed");
    }

    @Test
    void who_comes_second_is_told_who_has_it_and_books_the_next_slot_by_a_button() {
        screen.say("/reserve contested for 2h");
        screen.sees(MESSAGE, "contested is yours");

        screen.click(".person", "Grace");
        screen.say("/reserve contested for 2h");
        screen.sees(MESSAGE, "Only visible to you");
        screen.sees(MESSAGE, "contested is taken: @ada has it");
        screen.click(MESSAGE + " .block-actions button", "Book");

        screen.sees(MESSAGE, "contested is yours");
        screen.sees(MESSAGE, "America/New_York");
    }

    @Test
    void a_message_delivered_twice_counts_once() {
        screen.click(".trouble-button");
        screen.click("#trouble .trouble-part:first-of-type .button", "Plan it");
        screen.sees(".planned", "delivered 2 times");
        screen.press(Keys.ESCAPE);

        screen.say("awsadvent doubled");
        screen.sees(MESSAGE, "doubled 1");
        screen.sees(STEP, "delivered once more");
        screen.sees(STEP, "a repeat");

        screen.click("[role=tab]", "Counts");
        screen.click(".segments button", "All words");
        screen.sees(".counts tbody tr", "doubled 1 11");
    }

    @Test
    void what_can_not_be_published_is_shown_as_owed_and_then_sent() {
        fail("sns", 4);
        screen.say("awsadvent owing");
        screen.sees(MESSAGE, "owing 1");
        screen.sees(".trace-head", "owed");
        screen.sees(STEP, "still owed");

        calm();
        PAGE.bellhop().advance(Duration.ofMinutes(5));

        screen.sees(".trace-summary", "published later");
    }

    @Test
    void what_is_typed_is_never_markup() {
        screen.say("awsadvent " + ATTACK);
        screen.sees(MESSAGE, "Ada Lovelace");
        screen.sees(MESSAGE, ATTACK);

        screen.say("/reserve attacked for 1h -- " + ATTACK);
        screen.sees(MESSAGE, "attacked is yours");
        screen.click("[role=tab]", "Reservations");
        screen.sees(".entry", ATTACK);
        screen.click("[role=tab]", "Counts");
        screen.sees(".board tbody tr", "script");
        screen.click("[role=tab]", "Log");
        screen.sees(".line", "attacked");

        screen.click(".side-button", "Add a channel");
        screen.type("dialog input", ATTACK);
        screen.press(Keys.ENTER);
        screen.sees("dialog .wrong", "name");

        assertThat(screen.number("return document.querySelectorAll('img, #talk script, #machinery script').length"))
                .isZero();
        assertThat(driver.getTitle()).doesNotContain("attacked");
    }

    @Test
    void links_lead_to_the_web_and_to_nowhere_else() {
        PAGE.bellhop()
                .workspace()
                .post(
                        SlackWorkspace.GENERAL,
                        Optional.empty(),
                        SlackWorkspace.ADA,
                        "<https://example.com/a?b=1&amp;c=2|good> <javascript:alert(1)|bad> <data:text/html,x|worse>",
                        Optional.empty());

        screen.sees(MESSAGE, "good bad worse");

        assertThat(screen.count(".message-text a[href='https://example.com/a?b=1&c=2'][rel~=noopener]", "good"))
                .isEqualTo(1);
        assertThat(screen.count(".message-text a", "bad")).isZero();
        assertThat(screen.count(".message-text a", "worse")).isZero();
    }

    @Test
    void the_keyboard_is_enough() {
        screen.until(() -> "say".equals(driver.switchTo().activeElement().getDomAttribute("id")), "focus in the field");
        screen.press("/res", Keys.TAB);
        assertThat(screen.value(Screen.FIELD)).isEqualTo("/reserve ");
        screen.press(Keys.ENTER);
        screen.sees("dialog", "Reserve");
        screen.press("keyed", Keys.ENTER);
        screen.sees("dialog", "keyed is yours");
        screen.press(Keys.ENTER);
        screen.seesNo("dialog", "keyed is yours");

        assertThat(driver.switchTo().activeElement().getDomAttribute("id")).isEqualTo("say");
        screen.press(Keys.ARROW_UP);
        assertThat(screen.value(Screen.FIELD)).isEqualTo("/reserve");
        screen.press(Keys.ARROW_DOWN);
        screen.press("one", Keys.chord(Keys.SHIFT, Keys.ENTER), "two", Keys.ENTER);
        screen.sees(MESSAGE, "one two");

        screen.press(Keys.TAB, Keys.TAB);
        screen.until(
                () -> {
                    screen.press(Keys.TAB);
                    return "tab".equals(driver.switchTo().activeElement().getDomAttribute("role"));
                },
                "focus in the tabs");
        screen.press(Keys.ARROW_RIGHT);
        screen.sees("[role=tab][aria-selected=true]", "Counts");
    }

    @Test
    void at_390_pixels_every_part_is_reached_and_nothing_is_cut_off() {
        screen.resize(Screen.NARROW);
        screen.say("awsadvent narrow");
        screen.sees(MESSAGE, "narrow 1");
        assertThat(screen.overflow()).isZero();

        screen.click("#panes button", "Machinery");
        for (String tab : List.of("Fan-out", "Counts", "Dashboard", "Reservations", "Outbox", "Log")) {
            screen.click("[role=tab]", tab);
            assertThat(screen.overflow()).as(tab).isZero();
        }
        screen.click("#panes button", "Channels");
        screen.sees(".person", "Katherine");
        assertThat(screen.overflow()).isZero();
        screen.click(".place", "random");
        screen.sees("#talk h1", "random");
        screen.sees(".invite", "Invite Bellhop");
        assertThat(screen.overflow()).isZero();

        screen.say("/reserve");
        screen.click("dialog button", "Book");
        screen.sees("dialog .wrong", "required");
        assertThat(screen.overflow()).as("form").isZero();
        screen.press(Keys.ESCAPE);
        screen.seesNo("dialog", "Reserve");
        screen.click("#panes button", "Machinery");
        screen.click(".trouble-button");
        screen.sees("#trouble", "Deliver again");
        assertThat(screen.overflow()).as("Trouble").isZero();
    }

    @Test
    void of_500_messages_at_most_100_are_in_the_document() {
        for (int i = 1; i <= 500; i++) {
            PAGE.bellhop()
                    .workspace()
                    .post(
                            SlackWorkspace.RANDOM,
                            Optional.empty(),
                            SlackWorkspace.ADA,
                            "line " + i + " of many",
                            Optional.empty());
        }
        screen.click(".place", "random");
        screen.sees(MESSAGE, "line 500 of many");
        assertThat(screen.number("return document.querySelectorAll('#talk article').length"))
                .isLessThanOrEqualTo(100);

        screen.until(
                () -> {
                    screen.run("document.querySelector('#talk .scroller').scrollTop = 0");
                    return screen.count(MESSAGE, "line 1 of many") > 0;
                },
                "the first of 500");
        assertThat(screen.number("return document.querySelectorAll('#talk article').length"))
                .isLessThanOrEqualTo(100);
    }

    @Test
    void nothing_serious_keeps_anybody_out() throws IOException {
        String axe = Chromium.axe();
        screen.say("/reserve accessible for 1h");
        screen.sees(MESSAGE, "accessible is yours");
        screen.say("/reserve notify email ada@example.com");
        screen.click("[role=tab]", "Outbox");
        screen.sees(".letter", "ada@example.com");
        for (String scheme : List.of("light", "dark")) {
            screen.run("document.documentElement.dataset.theme = arguments[0]", scheme);
            for (String tab : List.of("Counts", "Reservations", "Outbox", "Log", "Fan-out")) {
                screen.click("[role=tab]", tab);
                assertThat(screen.violations(axe)).as(scheme + " " + tab).isEmpty();
            }
        }
        screen.say("/reserve");
        screen.click("dialog button", "Book");
        screen.sees("dialog .wrong", "required");
        assertThat(screen.violations(axe)).as("form").isEmpty();
    }

    @Test
    void nothing_serious_keeps_anybody_out_of_what_is_opened() throws IOException {
        String axe = Chromium.axe();
        screen.say("awsadvent opened");
        screen.sees(MESSAGE, "opened 1");
        seesNewest("opened");
        screen.click(NEWEST + " .step-main", "EventsTopic");
        screen.sees("dialog .json", "\"opened\"");
        assertThat(screen.violations(axe)).as("JSON").isEmpty();
        screen.press(Keys.ESCAPE);
        screen.seesNo("dialog", "opened");

        screen.click(MESSAGE + ":last-child");
        screen.click(MESSAGE + ":last-child [title='Reply in thread']");
        screen.sees("#thread article", "opened 1");
        assertThat(screen.violations(axe)).as("thread").isEmpty();

        screen.click(".trouble-button");
        screen.sees("#trouble", "Deliver again");
        assertThat(screen.violations(axe)).as("Trouble").isEmpty();
        screen.press(Keys.ESCAPE);

        screen.resize(Screen.NARROW);
        assertThat(screen.violations(axe)).as("thread at 390 pixels").isEmpty();
        screen.click("#panes button", "Machinery");
        screen.click(".trouble-button");
        screen.sees("#trouble", "Deliver again");
        assertThat(screen.violations(axe)).as("Trouble at 390 pixels").isEmpty();
    }

    @Test
    void of_several_options_each_is_told_as_it_is() {
        screen.run("""
                return fetch('/api/chat.postMessage', {method: 'POST',
                    headers: {'Content-Type': 'application/json', Authorization: 'Bearer xoxb-local'},
                    body: JSON.stringify({channel: arguments[0], text: 'Colours', blocks: [
                        {type: 'section', block_id: 'colours', text: {type: 'mrkdwn', text: 'Which colours?'}, accessory: {
                            type: 'multi_static_select', action_id: 'colours', max_selected_items: 2, option_groups: [
                                {label: {type: 'plain_text', text: 'Warm'}, options: [
                                    {text: {type: 'plain_text', text: 'Red'}, value: 'red, warm'}]},
                                {label: {type: 'plain_text', text: 'Cold'}, options: [
                                    {text: {type: 'plain_text', text: 'Blue'}, value: 'blue'},
                                    {text: {type: 'plain_text', text: 'Green'}, value: 'green'}]}]}}]})})""", SlackWorkspace.GENERAL.id());
        screen.sees(MESSAGE, "Which colours? Warm Red Cold Blue Green");

        screen.click(MESSAGE + ":last-child .option", "Red");
        screen.click(MESSAGE + ":last-child .option", "Blue");
        assertThat(screen.number("return document.querySelectorAll('#talk article .option :disabled').length"))
                .as("no third one")
                .isEqualTo(1);
        screen.sees(".trace-head", "colours");
        screen.sees(STEP, "/slack/events");
        screen.until(
                () -> {
                    screen.run(
                            "document.querySelector('dialog')?.close(); document.querySelector('.step-main').click()");
                    return screen.count("dialog .json", "\"value\": \"red, warm\"") > 0
                            && screen.count("dialog .json", "\"value\": \"blue\"") > 0;
                },
                "both options in what the bot was told");
    }

    @Test
    void what_was_chosen_in_a_message_is_told_with_its_button() {
        screen.run("""
                return fetch('/api/chat.postMessage', {method: 'POST',
                    headers: {'Content-Type': 'application/json', Authorization: 'Bearer xoxb-local'},
                    body: JSON.stringify({channel: arguments[0], text: 'Size', blocks: [
                        {type: 'section', block_id: 'size', text: {type: 'mrkdwn', text: 'Which size?'}, accessory: {
                            type: 'static_select', action_id: 'size', options: [
                                {text: {type: 'plain_text', text: 'Small'}, value: 'size-s'},
                                {text: {type: 'plain_text', text: 'Large'}, value: 'size-l'}]}},
                        {type: 'actions', block_id: 'go', elements: [
                            {type: 'button', action_id: 'order', text: {type: 'plain_text', text: 'Order'}, value: 'now'}]}]})})""", SlackWorkspace.GENERAL.id());
        screen.sees(MESSAGE, "Which size?");
        screen.find(MESSAGE + ":last-child select").sendKeys("Large");
        screen.sees(".trace-head", "size");

        screen.click(MESSAGE + ":last-child .block-actions button", "Order");

        screen.sees(".trace-head", "order");
        screen.until(
                () -> {
                    screen.run(
                            "document.querySelector('dialog')?.close(); document.querySelector('.step-main').click()");
                    return screen.count("dialog .json", "\"action_id\": \"order\"") > 0
                            && screen.count("dialog .json", "\"value\": \"size-l\"") > 0;
                },
                "the chosen option in what the bot was told with the button");
    }

    @Test
    void a_form_of_any_making_is_borne() {
        screen.run("""
                return import('/web/store.js').then(store => store.take('views', {user: arguments[0], views: [{
                    id: 'V1', type: 'modal', title: 'a string', submit: {type: 'plain_text'}, close: 7, blocks: [null,
                        {type: 'section', text: {type: 'mrkdwn', text: 'still readable'}}]}]}))""", SlackWorkspace.ADA.id());
        screen.sees("dialog h2", "(title: not shown here)");
        screen.sees("dialog .blocks", "(block: not shown here) still readable");
        screen.sees("dialog footer", "(close: not shown here) (submit: not shown here)");

        screen.run("""
                return import('/web/store.js').then(store => store.take('views', {user: arguments[0], views: [{
                    id: 'V2', type: 'modal'}]}))""", SlackWorkspace.ADA.id());
        screen.sees("dialog form", "(blocks: not shown here)");
    }

    /** A browser has six connections to a server. */
    @Test
    void more_tabs_than_connections_hear_everything_and_who_comes_back_has_missed_nothing() {
        screen.run("""
                window.lost = 0;
                new MutationObserver(() => { lost += document.getElementById('banner').hidden ? 0 : 1; })
                    .observe(document.getElementById('banner'), {attributes: true});""");
        for (int i = 0; i < 7; i++) {
            driver.switchTo().newWindow(WindowType.TAB);
            driver.get(PAGE.bellhop().url().toString());
            screen.sees(".link-state[data-link=live]", "On this machine");
        }
        screen.say("awsadvent elsewhere");
        screen.sees(MESSAGE, "elsewhere 1");

        driver.switchTo().window(PAGE.tab());

        screen.sees(MESSAGE, "elsewhere 1");
        screen.sees(".link-state[data-link=live]", "On this machine");
        assertThat(screen.number("return lost"))
                .as("times it was called disconnected")
                .isZero();
    }

    @Test
    void the_list_of_completions_is_told_to_those_who_listen() throws IOException {
        String chosen = """
                const field = document.getElementById('say');
                const list = document.getElementById(field.getAttribute('aria-controls'));
                const option = document.getElementById(field.getAttribute('aria-activedescendant'));
                return list.role === 'listbox' && list.checkVisibility() && option?.parentElement === list
                    && option.role === 'option' && option.ariaSelected === 'true'
                    && list.querySelectorAll('[aria-selected=true]').length === 1 ? option.innerText.split(/\\s/)[0] : 'none'""";

        screen.press("hello @");
        assertThat(screen.run(chosen)).isEqualTo("@ada");
        screen.press(Keys.ARROW_DOWN);
        assertThat(screen.run(chosen)).isEqualTo("@grace");
        assertThat(screen.violations(Chromium.axe())).isEmpty();
        screen.press("b");
        assertThat(screen.run(chosen)).isEqualTo("@bellhop");

        screen.press(Keys.ESCAPE);

        assertThat(screen.run("return document.getElementById('say').hasAttribute('aria-activedescendant')"))
                .isEqualTo(false);
        assertThat(screen.value(Screen.FIELD)).isEqualTo("hello @b");
    }

    @Test
    void a_reply_that_is_sent_to_the_channel_too_says_so_in_both_places() {
        screen.run("""
                return import('/web/store.js').then(store => [
                    {ts: '9999999990.000100', thread: null, text: 'the root of it', broadcast: false},
                    {ts: '9999999991.000100', thread: '9999999990.000100', text: 'told to all', broadcast: true},
                ].forEach(each => store.take('message', {message: {
                    ...each, channel: arguments[0], user: arguments[1], onlyFor: null, blocks: null, files: []}})))""", SlackWorkspace.GENERAL.id(), SlackWorkspace.ADA.id());
        screen.sees(MESSAGE, "Replied to a thread: the root of it");

        screen.click(MESSAGE + " .replied-to", "the root of it");

        screen.sees("#thread article", "Also sent to #general");
        screen.sees("#thread article", "told to all");
    }

    @Test
    void a_broken_block_takes_no_other_with_it() {
        screen.run("""
                return import('/web/store.js').then(store => store.take('message', {message: {
                    channel: arguments[0], ts: '9999999999.000100', thread: null, user: arguments[1], onlyFor: null, text: '', files: [],
                    blocks: [{type: 'context'}, {type: 'actions'}, {type: 'section', text: {type: 'mrkdwn'}}, {type: '__proto__'},
                        {type: 'section', text: {type: 'mrkdwn', text: 'whole :constructor: <!date^0^{constructor}|then>'}}]}}))""", SlackWorkspace.GENERAL.id(), SlackWorkspace.ADA.id());

        screen.sees(
                MESSAGE,
                "(context: not shown here) (actions: not shown here) (section: not shown here)"
                        + " (__proto__: not shown here) whole :constructor: {constructor}");
    }

    @Test
    void a_restart_is_told_and_loses_neither_what_was_said_nor_what_is_being_typed() throws IOException {
        screen.say("awsadvent lasting");
        screen.sees(MESSAGE, "lasting 1");
        seesNewest("lasting");
        screen.sees(NEWEST + " .step", "MultiplierFunction delivered");
        screen.type(Screen.FIELD, "half a thought");

        PAGE.bellhop().close();
        screen.sees(".banner", "Disconnected");
        screen.press(Keys.ENTER);
        screen.sees(".toast", "Not sent");
        PAGE.startAgain();

        screen.sees(".toast", "started anew");
        screen.seesNo(".banner", "Disconnected");
        assertThat(screen.value(Screen.FIELD)).isEqualTo("half a thought");
        screen.sees(MESSAGE, "lasting 1");
        screen.say("awsadvent lasting");
        screen.sees(MESSAGE, "lasting 12");
    }

    /** Until then it is what came of another test's message. */
    private void seesNewest(String about) {
        screen.sees(NEWEST + " .trace-about", about);
    }

    private void fail(String what, int times) {
        screen.run(
                "return fetch('/local/trouble/fail', {method: 'POST', headers: {'Content-Type': 'application/json'},"
                        + " body: JSON.stringify({what: arguments[0], how: 'fail', times: arguments[1]})})",
                what,
                times);
        screen.sees(".planned", "SNS");
    }

    private void calm() {
        screen.run("return fetch('/local/trouble/calm', {method: 'POST', headers: {'Content-Type': 'application/json'},"
                + " body: '{}'})");
    }
}
