package dev.bellhop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void the_median_of_an_odd_number_is_the_middle_one() {
        assertThat(Sample.of(9, 1, 5).median()).isEqualTo(5);
    }

    @Test
    void the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assertThat(Sample.of(4, 1, 10, 2).median()).isEqualTo(3);
    }

    @Test
    void a_percentile_is_the_least_that_so_many_do_not_exceed() {
        Sample hundred = new Sample(
                IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList());
        assertThat(hundred.percentile(99)).isEqualTo(99);
        assertThat(hundred.percentile(100)).isEqualTo(100);
        assertThat(hundred.percentile(0.1)).isEqualTo(1);
    }

    @Test
    void the_ends_are_the_least_and_the_most() {
        Sample sample = Sample.of(3, 2, 7);
        assertThat(sample.min()).isEqualTo(2);
        assertThat(sample.max()).isEqualTo(7);
    }

    @Test
    void nothing_is_no_sample() {
        assertThatThrownBy(() -> new Sample(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
