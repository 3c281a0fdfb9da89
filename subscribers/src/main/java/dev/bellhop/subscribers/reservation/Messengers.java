package dev.bellhop.subscribers.reservation;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.notifications.Messenger;
import dev.bellhop.notifications.Notification;
import dev.bellhop.notifications.Recipient;
import dev.bellhop.people.Address;
import dev.bellhop.slack.DirectMessages;
import dev.bellhop.slack.NotificationText;
import java.util.Optional;

/** Sends each notification by whatever its address is of. */
final class Messengers implements Messenger {

    private final DirectMessages slack;
    private final Mailer mailer;
    private final Telephones telephones;
    private final Letters letters;

    Messengers(DirectMessages slack, Mailer mailer, Telephones telephones, Letters letters) {
        this.slack = slack;
        this.mailer = mailer;
        this.telephones = telephones;
        this.letters = letters;
    }

    @Override
    public Optional<String> tell(Recipient to, Address address, Notification what, Attempt attempt) {
        return switch (address) {
            case Address.Slack() -> {
                String user = to.user().orElseThrow();
                yield slack.send(user, NotificationText.of(what, user), attempt).map(error -> "Slack says " + error);
            }
            case Address.Email(String email) -> mailer.send(email, Mail.of(letters.of(what, to, attempt)), attempt);
            case Address.Sms(String number) ->
                telephones.sms(number, letters.of(what, to, attempt).brief(), attempt);
            case Address.Push(String endpoint) ->
                telephones.push(endpoint, letters.of(what, to, attempt).brief(), attempt);
        };
    }
}
