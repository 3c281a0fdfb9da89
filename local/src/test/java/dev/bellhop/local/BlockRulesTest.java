package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockRulesTest {

    private static final String TEXT = "{'type':'plain_text','text':'a'}";
    private static final String OPTION = "{'text':" + TEXT + ",'value':'v'}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'section','text':TEXT}",
                "{'type':'section','text':{'type':'mrkdwn','text':'*a*'}}",
                "{'type':'section','fields':[TEXT,TEXT]}",
                "{'type':'section','text':TEXT,'accessory':{'type':'image','image_url':'u','alt_text':'a'}}",
                "{'type':'section','text':TEXT,'accessory':{'type':'static_select','options':[OPTION]}}",
                "{'type':'section','text':TEXT,'accessory':{'type':'overflow','options':[OPTION]}}",
                "{'type':'header','text':TEXT}",
                "{'type':'divider'}",
                "{'type':'image','image_url':'u','alt_text':''}",
                "{'type':'image','slack_file':{'id':'F1'},'alt_text':''}",
                "{'type':'image','slack_file':{'url':'u'},'alt_text':''}",
                "{'type':'context','elements':[TEXT,{'type':'image','image_url':'u','alt_text':'a'}]}",
                "{'type':'actions','elements':[{'type':'button','text':TEXT,'style':'danger'},{'type':'datepicker'}]}",
                "{'type':'actions','elements':[{'type':'static_select','option_groups':[{'options':[OPTION]}]}]}",
                "{'type':'input','label':TEXT,'element':{'type':'plain_text_input'}}",
                "{'type':'input','label':TEXT,'hint':TEXT,'element':{'type':'checkboxes','options':[OPTION]}}",
                "{'type':'markdown','text':'# a'}",
                "{'type':'rich_text','elements':[]}",
            })
    void a_block_that_is_whole_is_taken(String block) {
        assertThat(BlockRules.take(blocks(block), 50)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "{}",
                "{'type':'poll'}",
                "{'type':'section'}",
                "{'type':'section','text':'a'}",
                "{'type':'section','text':{'type':'plain_text'}}",
                "{'type':'section','text':{'type':'plain_text','text':''}}",
                "{'type':'section','text':{'type':'html','text':'a'}}",
                "{'type':'section','fields':[]}",
                "{'type':'section','fields':[TEXT,'a']}",
                "{'type':'section','text':TEXT,'accessory':'a'}",
                "{'type':'section','text':TEXT,'accessory':{'type':'plain_text_input'}}",
                "{'type':'section','text':TEXT,'accessory':{'type':'button'}}",
                "{'type':'header','text':{'type':'mrkdwn','text':'a'}}",
                "{'type':'header'}",
                "{'type':'image','image_url':'u'}",
                "{'type':'image','alt_text':'a'}",
                "{'type':'image','slack_file':{},'alt_text':'a'}",
                "{'type':'image','slack_file':'F1','alt_text':'a'}",
                "{'type':'image','slack_file':{'id':'F1','url':'u'},'alt_text':'a'}",
                "{'type':'image','slack_file':{'id':'F1'},'image_url':'u','alt_text':'a'}",
                "{'type':'context'}",
                "{'type':'context','elements':[]}",
                "{'type':'context','elements':[{'type':'button','text':TEXT}]}",
                "{'type':'actions'}",
                "{'type':'actions','elements':{}}",
                "{'type':'actions','elements':[]}",
                "{'type':'actions','elements':[{'type':'button','text':{'type':'mrkdwn','text':'a'}}]}",
                "{'type':'actions','elements':[{'type':'button','text':TEXT,'style':'loud'}]}",
                "{'type':'actions','elements':[{'type':'static_select'}]}",
                "{'type':'actions','elements':[{'type':'static_select','options':[{'value':'v'}]}]}",
                "{'type':'actions','elements':[{'type':'radio_buttons','options':[{'text':TEXT}]}]}",
                "{'type':'actions','elements':[{'type':'image','image_url':'u','alt_text':'a'}]}",
                "{'type':'actions','elements':[{'type':'datepicker','action_id':'a'},{'type':'timepicker','action_id':'a'}]}",
                "{'type':'input','element':{'type':'plain_text_input'}}",
                "{'type':'input','label':TEXT}",
                "{'type':'input','label':TEXT,'element':{'type':'button','text':TEXT}}",
                "{'type':'input','label':TEXT,'hint':'a','element':{'type':'plain_text_input'}}",
                "{'type':'markdown','text':TEXT}",
                "{'type':'rich_text'}",
                "{'type':'video','title':TEXT}",
            })
    void a_block_that_lacks_something_is_refused(String block) {
        assertThat(BlockRules.take(blocks(block), 50)).isFalse();
    }

    @Test
    void what_is_too_long_is_refused() {
        assertThat(BlockRules.take(blocks(section(3_000)), 50)).isTrue();
        assertThat(BlockRules.take(blocks(section(3_001)), 50)).isFalse();
        assertThat(BlockRules.take(blocks("{'type':'divider'},{'type':'divider'}"), 2))
                .isTrue();
        assertThat(BlockRules.take(blocks("{'type':'divider'},{'type':'divider'}"), 1))
                .isFalse();
    }

    @Test
    void no_two_blocks_have_one_name() {
        assertThat(BlockRules.take(blocks("{'type':'divider','block_id':'a'},{'type':'divider','block_id':'b'}"), 50))
                .isTrue();
        assertThat(BlockRules.take(blocks("{'type':'divider','block_id':'a'},{'type':'divider','block_id':'a'}"), 50))
                .isFalse();
    }

    private static String section(int length) {
        return "{'type':'section','text':{'type':'mrkdwn','text':'" + "a".repeat(length) + "'}}";
    }

    private static JsonArray blocks(String blocks) {
        String json = "[" + blocks.replace("OPTION", OPTION).replace("TEXT", TEXT) + "]";
        return JsonParser.parseString(json.replace('\'', '"')).getAsJsonArray();
    }
}
