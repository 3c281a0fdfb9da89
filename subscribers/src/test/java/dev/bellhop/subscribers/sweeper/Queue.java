package dev.bellhop.subscribers.sweeper;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** One queue of SQS in memory. */
final class Queue implements SqsClient {

    static final String URL = "https://sqs.eu-central-1.amazonaws.com/123456789012/dead";

    private final Map<String, String> bodies = new LinkedHashMap<>();
    private final Set<String> hidden = new HashSet<>();
    private boolean forgetful;
    private int sent;

    void send(String body) {
        sent++;
        bodies.put("q-" + sent, body);
    }

    /** From now on what is received stays in sight. */
    void forgetWhoReceived() {
        forgetful = true;
    }

    List<String> bodies() {
        return List.copyOf(bodies.values());
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        require(request.queueUrl());
        List<Message> messages = new ArrayList<>();
        bodies.forEach((id, body) -> {
            if (messages.size() < request.maxNumberOfMessages() && !hidden.contains(id)) {
                messages.add(Message.builder()
                        .messageId(id)
                        .receiptHandle("receipt-" + id)
                        .body(body)
                        .build());
            }
        });
        if (request.visibilityTimeout() > 0 && !forgetful) {
            messages.forEach(message -> hidden.add(message.messageId()));
        }
        return ReceiveMessageResponse.builder().messages(messages).build();
    }

    @Override
    public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
        require(request.queueUrl());
        bodies.remove(request.receiptHandle().replace("receipt-", ""));
        return DeleteMessageResponse.builder().build();
    }

    @Override
    public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
        require(request.queueUrl());
        long inSight =
                bodies.keySet().stream().filter(id -> !hidden.contains(id)).count();
        return GetQueueAttributesResponse.builder()
                .attributes(Map.of(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        Long.toString(inSight),
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                        Long.toString(bodies.size() - inSight)))
                .build();
    }

    private static void require(String url) {
        if (!url.equals(URL)) {
            throw QueueDoesNotExistException.builder().message(url).build();
        }
    }

    @Override
    public String serviceName() {
        return "sqs";
    }

    @Override
    public void close() {}
}
