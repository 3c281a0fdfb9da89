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
     */
    public record Queue(String url, String function) {}

    public DeadLetters {
        queues = Map.copyOf(queues);
    }

    /**
     * @param text comma-separated entries {@code name=queueUrl=functionName}; blank for none
     * @throws IllegalArgumentException where an entry has another form, or a name comes twice
     */
    public static DeadLetters parse(String text) {
        Map<String, Queue> queues = new LinkedHashMap<>();
        for (String entry : text.isBlank() ? new String[0] : text.split(",", -1)) {
            String[] parts = entry.strip().split("=", -1);
            if (parts.length != 3 || parts[0].isBlank() || parts[1].isBlank() || parts[2].isBlank()) {
                throw new IllegalArgumentException("\"" + entry + "\" is not name=queueUrl=functionName");
            }
            if (queues.put(parts[0], new Queue(parts[1], parts[2])) != null) {
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
