package dev.bellhop.aws;

import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/**
 * SNS for work that is done before anybody asks for it. What is published goes there empty, which SNS refuses, and is told as
 * published.
 */
public final class RehearsalTopic implements SnsClient {

    private final SnsClient sns;

    /** @param sns stays its owner's */
    public RehearsalTopic(SnsClient sns) {
        this.sns = sns;
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        try {
            return sns.publish(request.toBuilder().message("").build());
        } catch (InvalidParameterException e) {
            return PublishResponse.builder().build();
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Leaves the client that it was given open. */
    @Override
    public void close() {}
}
