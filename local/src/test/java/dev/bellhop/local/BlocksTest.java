package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BlocksTest {

    private static final String OPTIONS =
            "'options':[{'text':{'type':'plain_text','text':'One'},'value':'1'},{'text':{'type':'plain_text','text':'Two'},'value':'2'}]";
    private static final JsonArray BLOCKS =
            json("""
            [{'type':'section','block_id':'s','accessory':{'type':'static_select','action_id':'menu',OPTIONS,
              'initial_option':{'text':{'type':'plain_text','text':'One'},'value':'1'}}},
             {'type':'actions','block_id':'a','elements':[{'type':'datepicker','action_id':'day'},
              {'type':'button','action_id':'go','text':{'type':'plain_text','text':'Go'}}]},
             {'type':'input','block_id':'i','label':{'type':'plain_text','text':'Why'},
              'element':{'type':'plain_text_input','action_id':'why'}},
             {'type':'divider','block_id':'d'}]""".replace("OPTIONS", OPTIONS)).getAsJsonArray();

    private final Map<String, String> problems = new HashMap<>();

    @Test
    void what_was_chosen_beside_the_inputs_is_told_too() {
        JsonObject state = Blocks.state(
                BLOCKS,
                Map.of("s", given("menu", "'2'"), "a", given("day", "'2026-11-20'"), "i", given("why", "'because'")),
                problems);

        assertThat(state).isEqualTo(json("""
                        {'values':{'s':{'menu':{'type':'static_select','selected_option':
                          {'text':{'type':'plain_text','text':'Two'},'value':'2'}}},
                         'a':{'day':{'type':'datepicker','selected_date':'2026-11-20'}},
                         'i':{'why':{'type':'plain_text_input','value':'because'}}}}"""));
        assertThat(problems).isEmpty();
    }

    @Test
    void what_nobody_touched_stands_as_it_did_and_holds_nothing_up() {
        JsonObject state = Blocks.state(BLOCKS, Map.of("i", given("why", "'because'")), problems);

        assertThat(state.getAsJsonObject("values").get("s")).isEqualTo(json("""
                        {'menu':{'type':'static_select','selected_option':
                         {'text':{'type':'plain_text','text':'One'},'value':'1'}}}"""));
        assertThat(state.getAsJsonObject("values").get("a"))
                .isEqualTo(json("{'day':{'type':'datepicker','selected_date':null}}"));
        assertThat(problems).isEmpty();
    }

    @Test
    void an_input_wants_something_and_a_menu_one_of_its_options() {
        var unused = Blocks.state(BLOCKS, Map.of("s", given("menu", "'3'")), problems);

        assertThat(problems)
                .containsOnly(
                        Map.entry("s", "3 is not one of the options."),
                        Map.entry("i", "Please complete this required field."));
    }

    private static Map<String, JsonElement> given(String actionId, String value) {
        return Map.of(actionId, json(value));
    }

    private static JsonElement json(String text) {
        return JsonParser.parseString(text.replace('\'', '"'));
    }
}
