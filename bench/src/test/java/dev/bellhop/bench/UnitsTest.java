package dev.bellhop.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitsTest {

    @Test
    void four_kilobytes_are_read_for_a_unit_and_for_half_of_one_where_eventual_consistency_will_do() {
        assertThat(Units.reading(4096, true)).isEqualTo(new Units(1, 0));
        assertThat(Units.reading(4097, true)).isEqualTo(new Units(2, 0));
        assertThat(Units.reading(4097, false)).isEqualTo(new Units(1, 0));
    }

    @Test
    void what_is_not_there_is_charged_like_the_smallest_item() {
        assertThat(Units.reading(0, true)).isEqualTo(new Units(1, 0));
        assertThat(Units.writing(0, 0)).isEqualTo(new Units(0, 1));
    }

    @Test
    void a_write_is_charged_for_the_larger_of_what_was_and_what_is() {
        assertThat(Units.writing(3000, 10)).isEqualTo(new Units(0, 3));
        assertThat(Units.writing(10, 1025)).isEqualTo(new Units(0, 2));
    }

    @Test
    void an_index_is_charged_for_an_entry_that_comes_and_for_one_that_goes() {
        assertThat(Units.indexing(0, 100, false)).isEqualTo(new Units(0, 1));
        assertThat(Units.indexing(100, 0, false)).isEqualTo(new Units(0, 1));
        assertThat(Units.indexing(0, 0, true)).isEqualTo(Units.NONE);
    }

    @Test
    void an_entry_that_moves_in_an_index_goes_and_comes() {
        assertThat(Units.indexing(100, 100, false)).isEqualTo(new Units(0, 2));
        assertThat(Units.indexing(100, 100, true)).isEqualTo(new Units(0, 1));
    }

    @Test
    void a_transaction_is_charged_twice() {
        assertThat(new Units(1, 3).inTransaction()).isEqualTo(new Units(2, 6));
    }
}
