package dev.bellhop.subscribers.reservation;

import dev.bellhop.aws.TimeLeft;
import dev.bellhop.delivery.Attempt;
import java.time.Clock;
import java.util.Optional;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.AccountSuspendedException;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.LimitExceededException;
import software.amazon.awssdk.services.sesv2.model.MailFromDomainNotVerifiedException;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;
import software.amazon.awssdk.services.sesv2.model.SendingPausedException;

/** Sends mails through SES. */
final class Mailer {

    private final SesV2Client ses;
    private final Optional<String> from;
    private final Clock clock;

    /** @param from empty where no mail is sent */
    Mailer(SesV2Client ses, Optional<String> from, Clock clock) {
        this.ses = ses;
        this.from = from;
        this.clock = clock;
    }

    /**
     * Sends a mail; returns once SES has it. Whether it arrives SES learns later: what bounced or is complained of goes to
     * its own list of suppressed addresses.
     *
     * @return empty where it was taken; else why no later try would be. SES's own message has the address in it, so it is
     *     not in there
     * @see <a href="https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors">Errors
     *     of SendEmail</a>
     */
    Optional<String> send(String to, Mail mail, Attempt attempt) {
        if (from.isEmpty()) {
            return Optional.of("EMAIL_FROM is unset");
        }
        try {
            ses.sendEmail(request -> request.fromEmailAddress(from.get())
                    .destination(destination -> destination.toAddresses(to))
                    .content(content -> content.simple(message -> message.subject(utf8(mail.subject()))
                            .body(body -> body.text(utf8(mail.text())).html(utf8(mail.html())))))
                    .overrideConfiguration(TimeLeft.of(attempt, clock)));
            return Optional.empty();
        } catch (MessageRejectedException
                | BadRequestException
                | NotFoundException
                | LimitExceededException
                | SendingPausedException
                | AccountSuspendedException
                | MailFromDomainNotVerifiedException e) {
            return Optional.of("SES says " + e.getClass().getSimpleName());
        }
    }

    private static Content utf8(String data) {
        return Content.builder().data(data).charset("UTF-8").build();
    }
}
