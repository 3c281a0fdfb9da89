package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TypedTextTest {

    private final TypedText text = new TypedText(new SlackWorkspace(Clock.systemUTC(), message -> {}));

    @ParameterizedTest
    @CsvSource({
        "a & b < c > d,                 a &amp; b &lt; c &gt; d",
        "&amp;,                         &amp;amp;",
        "@bellhop hello,                <@U0BELLHOP> hello",
        "hi @ada.,                      hi <@U0ADA0001>.",
        "mail ada@bellhop now,          mail ada@bellhop now",
        "@nobody,                       @nobody",
        "see #general,                  see <#C0GENERAL|general>",
        "@here,                         <!here>",
        "<@U0ADA0001>,                  &lt;@U0ADA0001&gt;",
        "at https://e.org/a?b=1&c=2 x,  at <https://e.org/a?b=1&amp;c=2> x",
    })
    void what_is_typed_is_stored_as_slack_does(String typed, String stored) {
        assertThat(text.stored(typed)).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "a & b < c > d",
        "&amp;",
        "@bellhop hello",
        "#general",
        "@here",
        "<@U0ADA0001>",
        "https://e.org/a?b=1&c=2",
    })
    void what_is_typed_is_shown_as_it_was_typed(String typed) {
        assertThat(text.shown(text.stored(typed))).isEqualTo(typed);
    }

    @Test
    void links_are_shown_by_their_labels() {
        assertThat(text.shown("<https://e.org|the page>")).isEqualTo("the page");
    }

    @Test
    void what_is_shown_does_not_command_the_terminal() {
        assertThat(text.shown("a\u001b[2Jb")).isEqualTo("a[2Jb");
    }
}
