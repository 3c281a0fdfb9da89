package dev.bellhop.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ItemSizeTest {

    @Test
    void names_and_strings_count_by_their_bytes_in_utf_8() throws JsonProcessingException {
        assertThat(size("{\"pk\":{\"S\":\"abc\"}}")).isEqualTo(5);
        assertThat(size("{\"pk\":{\"S\":\"é\"}}")).isEqualTo(4);
    }

    @Test
    void a_number_is_a_byte_for_two_digits_and_one_more_without_its_zeros_at_the_end() throws JsonProcessingException {
        assertThat(size("{\"n\":{\"N\":\"12\"}}")).isEqualTo(3);
        assertThat(size("{\"n\":{\"N\":\"123\"}}")).isEqualTo(4);
        assertThat(size("{\"n\":{\"N\":\"-123\"}}")).isEqualTo(5);
        assertThat(size("{\"n\":{\"N\":\"12000000\"}}")).isEqualTo(3);
    }

    @Test
    void lists_and_maps_have_three_bytes_and_one_for_each_element_around_what_is_in_them()
            throws JsonProcessingException {
        assertThat(size("{\"l\":{\"L\":[{\"S\":\"ab\"},{\"BOOL\":true}]}}")).isEqualTo(1 + 3 + 3 + 2);
        assertThat(size("{\"m\":{\"M\":{\"a\":{\"S\":\"b\"}}}}")).isEqualTo(1 + 3 + 1 + 2);
    }

    @Test
    void no_item_has_no_bytes() throws JsonProcessingException {
        assertThat(size("{}")).isZero();
    }

    private static int size(String item) throws JsonProcessingException {
        return ItemSize.of(new ObjectMapper().readTree(item));
    }
}
