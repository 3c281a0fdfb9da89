package dev.bellhop.subscribers.reservation;

import dev.bellhop.aws.TimeLeft;
import dev.bellhop.delivery.Attempt;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.EndpointDisabledException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.InvalidParameterValueException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.OptedOutException;
import software.amazon.awssdk.services.sns.model.PlatformApplicationDisabledException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.UserErrorException;

/**
 * Sends SMS and mobile push notifications through SNS.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors">Errors of Publish</a>
 */
final class Telephones {

    /** Delivered at once and with the best chance; promotional ones may wait, or be blocked. */
    private static final Map<String, MessageAttributeValue> TRANSACTIONAL = Map.of(
            "AWS.SNS.SMS.SMSType",
            MessageAttributeValue.builder()
                    .dataType("String")
                    .stringValue("Transactional")
                    .build());

    private final SnsClient sns;
    private final Clock clock;

    Telephones(SnsClient sns, Clock clock) {
        this.sns = sns;
        this.clock = clock;
    }

    /**
     * Sends an SMS; returns once SNS has it. Whether it arrives, and whether the account's monthly limit let it, only SNS's
     * delivery logs say.
     *
     * @param number in E.164 form
     * @return empty where it was taken; else why no later try would be
     */
    Optional<String> sms(String number, String text, Attempt attempt) {
        return publish(request -> request.phoneNumber(number).messageAttributes(TRANSACTIONAL), text, attempt);
    }

    /**
     * Sends a push notification; returns once SNS has it.
     *
     * @param endpoint ARN of an SNS platform endpoint
     * @return empty where it was taken; else why no later try would be
     */
    Optional<String> push(String endpoint, String text, Attempt attempt) {
        return publish(request -> request.targetArn(endpoint), text, attempt);
    }

    private Optional<String> publish(Consumer<PublishRequest.Builder> to, String text, Attempt attempt) {
        try {
            sns.publish(request -> to.accept(request.message(text).overrideConfiguration(TimeLeft.of(attempt, clock))));
            return Optional.empty();
        } catch (InvalidParameterException
                | InvalidParameterValueException
                | NotFoundException
                | OptedOutException
                | UserErrorException
                | EndpointDisabledException
                | PlatformApplicationDisabledException e) {
            return Optional.of("SNS says " + e.getClass().getSimpleName());
        }
    }
}
