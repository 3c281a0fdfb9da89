package dev.bellhop.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.aws.Environment.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvironmentTest {

    private final Environment environment =
            new Environment(Map.of("BLANK", " \t", "NUMBER", " 7 ", "WORD", "many", "TOKEN", "abc-secret"));

    @Test
    void blank_is_unset() {
        assertThat(environment.optional("BLANK")).isEmpty();
        assertThat(environment.optional("MISSING")).isEmpty();
        assertThat(environment.number("BLANK", 3, 1, 9)).isEqualTo(3);
    }

    @Test
    void what_is_missing_is_named_with_what_it_should_be() {
        assertThatThrownBy(() -> environment.required("BLANK", "the name of a table"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("BLANK is not set; it should be the name of a table.");
    }

    @Test
    void a_number_is_whole_and_within_its_bounds() {
        assertThat(environment.number("NUMBER", 3, 1, 9)).isEqualTo(7);
        assertThatThrownBy(() -> environment.number("NUMBER", 3, 1, 6))
                .hasMessage("NUMBER is \"7\"; it should be a whole number from 1 to 6.");
        assertThatThrownBy(() -> environment.number("WORD", 3, 1, 6))
                .hasMessage("WORD is \"many\"; it should be a whole number from 1 to 6.");
    }

    @Test
    void a_malformed_secret_is_not_repeated() {
        assertThatThrownBy(() -> environment.secret("TOKEN", "xoxb-", "a bot token, which starts with xoxb-"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("TOKEN")
                .hasMessageContaining("xoxb-")
                .hasMessageNotContaining("abc-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xoxb-1 2", "xoxb-1\n2", "xoxb-1\u00e9", "xoxb-1\u007f"})
    void a_secret_that_no_header_can_carry_is_not_taken_and_not_repeated(String secret) {
        assertThatThrownBy(
                        () -> new Environment(Map.of("TOKEN", secret)).secret("TOKEN", "xoxb-", "the app's bot token"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("TOKEN is set to something else; it should be the app's bot token.");
    }
}
