package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

final class SnsFilterTest {

    @Test
    void attributes_are_matched_by_their_type() {
        SnsFilter filter = new SnsFilter(
                "{\"team\":[\"T1\"],\"size\":[{\"numeric\":[\">\",5]}],\"tags\":[\"b\"]}",
                Template.FilterScope.MESSAGE_ATTRIBUTES);

        assertThat(filter.lets(
                        "{}",
                        Map.of(
                                "team", value("String", "T1"),
                                "size", value("Number", "7"),
                                "tags", value("String.Array", "[\"a\",\"b\"]"))))
                .isTrue();
        assertThat(filter.lets(
                        "{\"team\":\"T1\",\"size\":7,\"tags\":\"b\"}",
                        Map.of(
                                "team", value("String", "T1"),
                                "size", value("Number", "3"),
                                "tags", value("String.Array", "[\"b\"]"))))
                .isFalse();
    }

    @Test
    void a_body_is_matched_inside() {
        SnsFilter filter =
                new SnsFilter("{\"data\":{\"channel\":[{\"prefix\":\"C\"}]}}", Template.FilterScope.MESSAGE_BODY);

        assertThat(filter.lets("{\"data\":{\"channel\":\"C1\"}}", Map.of())).isTrue();
        assertThat(filter.lets("{\"data\":{\"channel\":\"D1\"}}", Map.of())).isFalse();
        assertThat(filter.lets("{\"channel\":\"C1\"}", Map.of())).isFalse();
    }

    @Test
    void a_policy_that_is_none_is_refused() {
        assertThatThrownBy(() -> new SnsFilter("{\"type\":\"x\"}", Template.FilterScope.MESSAGE_BODY))
                .isInstanceOf(TemplateException.class);
    }

    private static MessageAttributeValue value(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }
}
