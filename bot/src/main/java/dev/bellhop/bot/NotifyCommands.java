package dev.bellhop.bot;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Request;
import dev.bellhop.people.Address;
import dev.bellhop.people.AddressBook;
import dev.bellhop.people.Answer;
import dev.bellhop.slack.AddressText;
import dev.bellhop.slack.Said;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /reserve notify} and {@code /reserve confirm}: how the asker is told of bookings. */
final class NotifyCommands {

    private final AddressBook addresses;
    private final Replies replies;
    private final Journal journal;

    NotifyCommands(AddressBook addresses, Replies replies, Journal journal) {
        this.addresses = addresses;
        this.replies = replies;
        this.journal = journal;
    }

    /** @param zone the asker's */
    Said choose(Request request, Address address, ZoneId zone, Attempt attempt) {
        return answer(request, () -> addresses.choose(request, address, replies, attempt))
                .map(answer -> AddressText.of(answer, address, zone))
                .orElseGet(AddressText::noRecords);
    }

    /** @param zone the asker's */
    Said confirm(Request request, String code, ZoneId zone, Attempt attempt) {
        return answer(request, () -> addresses.confirm(request, code, replies, attempt))
                .map(answer -> AddressText.of(answer, zone))
                .orElseGet(AddressText::noRecords);
    }

    /** Empty where what is stored can't be reached. */
    private Optional<Answer> answer(Request request, Supplier<Answer> asked) {
        try {
            Answer answer = asked.get();
            journal.note("notify", request.identity().value(), answer.getClass().getSimpleName());
            return Optional.of(answer);
        } catch (RuntimeException e) {
            journal.failed("notify-failed", request.identity().value(), e);
            return Optional.empty();
        }
    }
}
