package dev.bellhop.aws;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.delivery.Publisher;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.InvalidParameterValueException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** Publishes events to one SNS topic, {@code type} and {@code team} as message attributes. */
public final class SnsPublisher implements Publisher {

    private final SnsClient sns;
    private final String topicArn;
    private final Clock clock;

    public SnsPublisher(SnsClient sns, String topicArn, Clock clock) {
        this.sns = sns;
        this.topicArn = topicArn;
        this.clock = clock;
    }

    @Override
    public void publish(OwedEvent event, Attempt attempt) throws Refused {
        try {
            sns.publish(request -> request.topicArn(topicArn)
                    .message(event.body())
                    .messageAttributes(Map.of("type", text(event.type()), "team", text(event.team())))
                    .overrideConfiguration(TimeLeft.of(attempt, clock)));
        } catch (InvalidParameterException | InvalidParameterValueException e) {
            throw new Refused("SNS refuses event " + event.id() + " as invalid", e);
        }
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
