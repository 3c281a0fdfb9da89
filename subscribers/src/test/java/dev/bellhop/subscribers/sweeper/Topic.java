package dev.bellhop.subscribers.sweeper;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** One topic of SNS, which finds every message invalid that has the word {@code invalid} in it. */
final class Topic implements SnsClient {

    static final String ARN = "arn:aws:sns:eu-central-1:123456789012:bellhop-events";

    private final List<String> messages = new ArrayList<>();

    synchronized List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public synchronized PublishResponse publish(PublishRequest request) {
        if (request.message().contains("invalid")) {
            throw InvalidParameterException.builder()
                    .message("Invalid parameter: Message")
                    .build();
        }
        messages.add(request.message());
        return PublishResponse.builder().messageId("m-" + messages.size()).build();
    }

    @Override
    public String serviceName() {
        return "sns";
    }

    @Override
    public void close() {}
}
