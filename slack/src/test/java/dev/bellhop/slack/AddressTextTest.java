package dev.bellhop.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.AddressChange;
import dev.bellhop.delivery.Channel;
import dev.bellhop.people.Address;
import dev.bellhop.people.Answer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AddressTextTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @EnumSource(Channel.class)
    void every_change_of_every_channel_is_said_in_a_sentence(Channel channel) {
        assertThat(Arrays.stream(AddressChange.values()).map(change -> AddressText.line(channel, change)))
                .allMatch(line -> line.endsWith("."))
                .doesNotHaveDuplicates();
    }

    @Test
    void where_a_code_goes_is_shown_escaped_and_what_to_do_with_it() {
        Answer sent = new Answer.Done(Channel.EMAIL, AddressChange.CODE_SENT);

        String text = AddressText.of(sent, new Address.Email("r&d@example.org"), BERLIN)
                .text();

        assertThat(text)
                .startsWith("I am sending a code to r&amp;d@example.org. ")
                .contains("`/reserve confirm`", "within 15 minutes");
    }

    @ParameterizedTest
    @CsvSource({"4,4 more times.", "1,1 more time.", "0,a new one."})
    void how_many_tries_are_left_is_said(int left, String end) {
        assertThat(text(new Answer.Wrong(left))).endsWith(end);
    }

    @Test
    void who_asked_for_too_many_codes_is_told_when_there_are_more() {
        assertThat(text(new Answer.TooMany(Channel.SMS, Instant.parse("2026-12-02T10:00:00Z"))))
                .startsWith("I sent so many codes by SMS that I send no more before ")
                .contains("11:00, Europe/Berlin");
    }

    @Test
    void what_there_is_not_here_is_named() {
        assertThat(text(new Answer.Unavailable(Channel.EMAIL))).contains("by e-mail here", "not set up");
    }

    private static String text(Answer answer) {
        return AddressText.of(answer, BERLIN).text();
    }
}
