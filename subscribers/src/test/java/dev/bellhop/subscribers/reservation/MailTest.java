package dev.bellhop.subscribers.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MailTest {

    @Test
    void nothing_that_people_wrote_is_html() {
        Mail mail = Mail.of(new Letter(
                "<b>x</b> \"booked\" it's",
                Optional.of("<i>now</i>"),
                List.of("Reason: <script>1</script>"),
                "<a href='x'>y</a>"));

        assertThat(mail.html())
                .contains("&lt;b&gt;x&lt;/b&gt; &quot;booked&quot; it&#39;s", "&lt;i&gt;now&lt;/i&gt;")
                .contains("&lt;script&gt;", "&lt;a href=&#39;x&#39;&gt;")
                .doesNotContain("<b>", "<i>", "<script", "<a ");
        assertThat(mail.text()).contains("<b>x</b>", "<script>1</script>");
    }

    @Test
    void a_subject_is_one_line_and_begins_no_other_header() {
        Mail mail = Mail.of(new Letter("Hello\r\nBcc: x@example.org\u0000", Optional.empty(), List.of(), ""));

        assertThat(mail.subject()).isEqualTo("Hello Bcc: x@example.org");
    }

    @Test
    void a_long_subject_is_cut() {
        Mail mail = Mail.of(new Letter("😀".repeat(400), Optional.empty(), List.of(), ""));

        assertThat(mail.subject().codePoints()).hasSize(150).endsWith((int) '…');
    }

    @Test
    void what_a_telephone_shows_is_short_and_in_its_own_alphabet() {
        Letter letter = new Letter("x".repeat(400), Optional.of("10:00 – 11:00"), List.of("Reason: demo"), "closing");

        assertThat(letter.brief()).hasSize(300).endsWith("...").doesNotContain("–", "demo");
        assertThat(new Letter("Hi", Optional.of("10:00 – 11:00"), List.of(), "").brief())
                .isEqualTo("Hi: 10:00 - 11:00");
    }
}
