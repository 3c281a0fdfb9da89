package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldTest {

    private static final String OPTIONS = "[" + option("a", "First") + "," + option("b,c", "Second") + "]";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "datepicker                 | '2026-12-01'     | selected_date          | '2026-12-01'",
                "timepicker                 | '09:30'          | selected_time          | '09:30'",
                "users_select               | 'U0ADA0001'      | selected_user          | 'U0ADA0001'",
                "channels_select            | 'C0GENERAL'      | selected_channel       | 'C0GENERAL'",
                "conversations_select       | 'C0GENERAL'      | selected_conversation  | 'C0GENERAL'",
                "multi_users_select         | ['U1', 'U2']     | selected_users         | ['U1', 'U2']",
                "multi_channels_select      | ['C1', 'C2']     | selected_channels      | ['C1', 'C2']",
                "multi_conversations_select | ['C1']           | selected_conversations | ['C1']",
                "multi_users_select         | 'U1, U2'         | selected_users         | ['U1', 'U2']",
                "multi_users_select         | []               | selected_users         | []",
                "multi_users_select         | null             | selected_users         | []",
                "datepicker                 | ''               | selected_date          | null",
                "number_input               | 4                | value                  | '4'",
                "plain_text_input           | 'a, b'           | value                  | 'a, b'",
            })
    void each_element_tells_its_own_way(String type, String given, String name, String told) {
        JsonObject state =
                Field.state(element("{'type': '" + type + "'}"), json(given)).orElseThrow();

        assertThat(state.get("type").getAsString()).isEqualTo(type);
        assertThat(state.get(name)).isEqualTo(json(told));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "static_select       | 'b,c'        | b,c",
                "radio_buttons       | 'a'          | a",
                "static_select       | 'second'     | b,c",
                "checkboxes          | ['b,c']      | b,c",
                "multi_static_select | ['a', 'b,c'] | a b,c",
                "multi_static_select | 'b,c'        | b,c",
                "checkboxes          | 'a, first'   | a a",
            })
    void an_option_may_have_a_comma_and_stand_in_a_group(String type, String given, String chosen) {
        for (String options : new String[] {
            "'options': " + OPTIONS, "'option_groups': [{'options': []}, {'options': " + OPTIONS + "}]"
        }) {
            JsonObject element = element("{'type': '" + type + "', " + options + "}");

            JsonObject state = Field.state(element, json(given)).orElseThrow();

            assertThat(values(state)).isEqualTo(chosen);
        }
    }

    @Test
    void the_option_of_a_value_goes_before_one_that_is_called_so() {
        JsonObject element =
                element("{'type': 'static_select', 'options': [" + option("1", "2") + "," + option("2", "1") + "]}");

        assertThat(values(Field.state(element, json("'2'")).orElseThrow())).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"static_select | 'd'", "checkboxes | ['a', 'd']", "multi_static_select | 'a,d'"})
    void what_is_no_option_can_not_be_chosen(String type, String given) {
        assertThat(Field.state(element("{'type': '" + type + "', 'options': " + OPTIONS + "}"), json(given)))
                .isEmpty();
    }

    @Test
    void where_one_is_wanted_several_are_refused() {
        assertThatThrownBy(() -> Field.state(element("{'type': 'users_select'}"), json("['U1', 'U2']")))
                .hasMessageContaining("One value is wanted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'type': 'multi_users_select', 'initial_users': ['U1', 'U2']                       | U1,U2",
                "'type': 'multi_channels_select', 'initial_channels': ['C1']                       | C1",
                "'type': 'multi_conversations_select', 'initial_conversations': ['C1']             | C1",
                "'type': 'conversations_select', 'initial_conversation': 'C1'                      | C1",
                "'type': 'checkboxes', 'initial_options': [{'value': 'a'}, {'value': 'b'}]         | a,b",
                "'type': 'radio_buttons', 'initial_option': {'value': 'a'}                         | a",
                "'type': 'timepicker', 'initial_time': '09:30'                                     | 09:30",
                "'type': 'plain_text_input', 'initial_value': 'words'                              | words",
                "'type': 'multi_static_select'                                                     | ``",
            })
    void what_stands_there_at_first_is_known(String element, String shown) {
        assertThat(Field.typed(Field.initial(element("{" + element + "}")))).isEqualTo(shown);
    }

    private static String values(JsonObject state) {
        return state.has("selected_option")
                ? Json.text(state.getAsJsonObject("selected_option"), "value")
                : String.join(
                        " ",
                        Json.objects(state, "selected_options").stream()
                                .map(option -> Json.text(option, "value"))
                                .toList());
    }

    private static String option(String value, String text) {
        return "{'value': '" + value + "', 'text': {'type': 'plain_text', 'text': '" + text + "'}}";
    }

    private static JsonObject element(String json) {
        return json(json).getAsJsonObject();
    }

    /** With the quotes of JavaScript. */
    private static JsonElement json(String json) {
        return JsonParser.parseString(json);
    }
}
