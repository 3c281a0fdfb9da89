package dev.bellhop.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DynamoConsentTest extends DynamoTest {

    private final DynamoConsent consent = new DynamoConsent(client, "PeopleTable", "LedgerTable");

    @Test
    void what_somebody_does_is_marked_once() {
        Mark mark = owing(Optional.empty());

        assertThat(consent.open(mark, "T1", "U1")).isEqualTo(new Commit.Committed(mark));
        assertThat(consent.open(mark.withLease(OTHER), "T1", "U1")).isEqualTo(new Commit.Repeat(mark));
        assertThat(ledger.find(IDENTITY)).contains(mark);
    }

    @Test
    void of_somebody_who_opted_out_there_is_no_mark() {
        optOuts.optOut("T1", "U1");

        assertThat(consent.open(owing(Optional.empty()), "T1", "U1")).isEqualTo(new Commit.Declined());
        assertThat(ledger.find(IDENTITY)).isEmpty();
    }

    @Test
    void what_was_marked_before_somebody_opted_out_is_still_a_repeat() {
        Mark mark = owing(Optional.empty());
        consent.open(mark, "T1", "U1");
        optOuts.optOut("T1", "U1");

        assertThat(consent.open(mark.withLease(OTHER), "T1", "U1")).isEqualTo(new Commit.Repeat(mark));
    }
}
