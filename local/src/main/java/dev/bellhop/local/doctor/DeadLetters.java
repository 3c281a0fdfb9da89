package dev.bellhop.local.doctor;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Whether something waits where it was given up. */
final class DeadLetters {

    private final SqsClient sqs;

    DeadLetters(SqsClient sqs) {
        this.sqs = sqs;
    }

    /** @param name the queue's logical id */
    Finding look(String name, String url) {
        int waiting;
        try {
            waiting = Integer.parseInt(sqs.getQueueAttributes(request ->
                            request.queueUrl(url).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                    .attributes()
                    .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0"));
        } catch (QueueDoesNotExistException e) {
            return Finding.wrong(name, "there is no queue " + url + ", which the stack has");
        }
        return waiting == 0
                ? Finding.ok(name, "empty")
                : Finding.wrong(
                        name, "about " + waiting + " waiting; docs/operations.md, Dead letters, says what to do");
    }
}
