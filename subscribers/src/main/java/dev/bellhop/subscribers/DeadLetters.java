package dev.bellhop.subscribers;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which dead-letter queue belongs to which subscriber.
 *
 * @param queues by the name that an operator calls them
 */
public record DeadLetters(Map<String, Queue> queues) {

    /**
     * @param url of the queue
     * @param function the only one that its messages were meant for
     * @param polled whether the function had them from a queue, and is to be given them as from one
     */
    public record Queue(String url, String function, boolean polled) {}

    /** What stands at the end of the entry of a function that polls a queue. */
    private static final String POLLED = "sqs";

    public DeadLetters {
        queues = Map.copyOf(queues);
    }

    /**
     * @param text comma-separated entries {@code name=queueUrl=functionName}, with a further {@code =sqs}
     *     where the function polls a queue; blank for none
     * @throws IllegalArgumentException where an entry has another form, or a name comes twice
     */
    public static DeadLetters parse(String text) {
        Map<String, Queue> queues = new LinkedHashMap<>();
        for (String entry : text.isBlank() ? new String[0] : text.split(",", -1)) {
            String[] parts = entry.strip().split("=", -1);
            boolean polled = parts.length == 4 && parts[3].equals(POLLED);
            if ((parts.length != 3 && !polled) || parts[0].isBlank() || parts[1].isBlank() || parts[2].isBlank()) {
                throw new IllegalArgumentException("\"" + entry + "\" is not name=queueUrl=functionName[=sqs]");
            }
            if (queues.put(parts[0], new Queue(parts[1], parts[2], polled)) != null) {
                throw new IllegalArgumentException("\"" + parts[0] + "\" comes twice");
            }
        }
        return new DeadLetters(queues);
    }

    /** @throws IllegalArgumentException where there is none of that name; the message lists those that there are */
    public Queue queue(String name) {
        Queue queue = queues.get(name);
        if (queue == null) {
            throw new IllegalArgumentException("There is no queue \"" + name + "\" to redrive; there "
                    + (queues.isEmpty()
                            ? "is none in DEAD_LETTERS."
                            : "are: "
                                    + String.join(
                                            ", ",
                                            queues.keySet().stream().sorted().toList()) + "."));
        }
        return queue;
    }
}
