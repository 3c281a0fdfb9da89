package dev.bellhop.subscribers.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.delivery.Attempt;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.AccountSuspendedException;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.LimitExceededException;
import software.amazon.awssdk.services.sesv2.model.MailFromDomainNotVerifiedException;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.SendingPausedException;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;
import software.amazon.awssdk.services.sesv2.model.TooManyRequestsException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;
import software.amazon.awssdk.services.sns.model.EndpointDisabledException;
import software.amazon.awssdk.services.sns.model.InternalErrorException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.InvalidParameterValueException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.OptedOutException;
import software.amazon.awssdk.services.sns.model.PlatformApplicationDisabledException;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.ThrottledException;
import software.amazon.awssdk.services.sns.model.UserErrorException;

/** What no later try would change, and what one would. Errors that no stand-in for SES and SNS has. */
final class RefusalsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T10:00:00Z"), ZoneOffset.UTC);
    private static final String ADDRESS = "+4915112345678 ada@example.org";

    private final Attempt attempt =
            Attempt.of("a", CLOCK.instant().plusSeconds(60), CLOCK.instant().plusSeconds(59));

    static List<SesV2Exception> mailRefusals() {
        return List.of(
                MessageRejectedException.builder().message(ADDRESS).build(),
                BadRequestException.builder().message(ADDRESS).build(),
                LimitExceededException.builder().message(ADDRESS).build(),
                SendingPausedException.builder().message(ADDRESS).build(),
                AccountSuspendedException.builder().message(ADDRESS).build(),
                MailFromDomainNotVerifiedException.builder().message(ADDRESS).build(),
                TooManyRequestsException.builder()
                        .message("Daily message quota exceeded " + ADDRESS)
                        .build());
    }

    static List<SnsException> refusals() {
        return List.of(
                InvalidParameterException.builder().message(ADDRESS).build(),
                InvalidParameterValueException.builder().message(ADDRESS).build(),
                NotFoundException.builder().message(ADDRESS).build(),
                OptedOutException.builder().message(ADDRESS).build(),
                UserErrorException.builder().message(ADDRESS).build(),
                EndpointDisabledException.builder().message(ADDRESS).build(),
                PlatformApplicationDisabledException.builder().message(ADDRESS).build());
    }

    static List<SnsException> passing() {
        return List.of(
                ThrottledException.builder().message("Rate exceeded").build(),
                InternalErrorException.builder().message("Oops").build());
    }

    @ParameterizedTest
    @MethodSource("mailRefusals")
    void a_mail_that_ses_never_takes_is_refused_without_its_address(SesV2Exception error) {
        assertThat(mailer(error).send("ada@example.org", mail(), attempt))
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("SES says ").doesNotContain("@"));
    }

    @Test
    void a_rate_that_passes_is_not_a_refusal() {
        TooManyRequestsException error = TooManyRequestsException.builder()
                .message("Maximum sending rate exceeded.")
                .build();
        assertThatThrownBy(() -> mailer(error).send("ada@example.org", mail(), attempt))
                .isSameAs(error);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void an_sms_and_a_push_that_sns_never_takes_are_refused_without_their_address(SnsException error) {
        assertThat(telephones(error).sms("+4915112345678", "x", attempt))
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("SNS says ").doesNotContain("+49"));
        assertThat(telephones(error).push("arn:x", "x", attempt)).isPresent();
    }

    @ParameterizedTest
    @MethodSource("passing")
    void what_passes_is_not_a_refusal(SnsException error) {
        assertThatThrownBy(() -> telephones(error).sms("+4915112345678", "x", attempt))
                .isSameAs(error);
        assertThatThrownBy(() -> telephones(error).push("arn:x", "x", attempt)).isSameAs(error);
    }

    @Test
    void an_endpoint_of_another_account_is_refused_and_a_missing_right_to_send_sms_is_not() {
        SnsException error = AuthorizationErrorException.builder().message("no").build();
        assertThat(telephones(error).push("arn:x", "x", attempt)).isPresent();
        assertThatThrownBy(() -> telephones(error).sms("+4915112345678", "x", attempt))
                .isSameAs(error);
    }

    private static Mailer mailer(RuntimeException error) {
        return new Mailer(failing(SesV2Client.class, error), Optional.of("bellhop@example.org"), CLOCK);
    }

    private static Telephones telephones(RuntimeException error) {
        return new Telephones(failing(SnsClient.class, error), CLOCK);
    }

    private static <C> C failing(Class<C> type, RuntimeException error) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    throw error;
                }));
    }

    private static Mail mail() {
        return new Mail("subject", "text", "html");
    }
}
