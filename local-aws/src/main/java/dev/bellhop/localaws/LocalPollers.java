package dev.bellhop.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/**
 * What Lambda does for a function that has its messages from a queue: collects a batch, invokes, deletes what the function
 * took, and comes back for the rest once it is in sight again.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Errors of an SQS source</a>
 */
final class LocalPollers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalFunctions functions;
    private final LocalQueues queues;
    private final Activity activity;
    private final Supplier<String> ids;
    private final Duration longestWindow;
    private final LocalFunctions.Pause pause;
    private final Watcher watcher;

    private LocalPollers(
            LocalFunctions functions,
            LocalQueues queues,
            Activity activity,
            Supplier<String> ids,
            Duration longestWindow,
            LocalFunctions.Pause pause,
            Watcher watcher) {
        this.functions = functions;
        this.queues = queues;
        this.activity = activity;
        this.ids = ids;
        this.longestWindow = longestWindow;
        this.pause = pause;
        this.watcher = watcher;
    }

    /** Polls every queue that a function of the template has its messages from. */
    static void start(
            Template template,
            LocalFunctions functions,
            LocalQueues queues,
            Activity activity,
            Supplier<String> ids,
            Duration longestWindow,
            LocalFunctions.Pause pause,
            Watcher watcher) {
        var pollers = new LocalPollers(functions, queues, activity, ids, longestWindow, pause, watcher);
        for (Template.Function function : template.functions()) {
            for (Template.Source source : function.sources()) {
                Poller poller = pollers.new Poller(function.name(), source, queues.ofArn(source.queueArn()));
                queues.poll(source.queueArn(), poller::arrived);
            }
        }
    }

    private final class Poller {
        private final String function;
        private final Template.Source source;
        private final Template.Queue queue;
        private final Semaphore free;

        /** Whether a batch is waited for, which takes in whatever arrives. Guarded by this. */
        private boolean collecting;

        Poller(String function, Template.Source source, Template.Queue queue) {
            this.function = function;
            this.source = source;
            this.queue = queue;
            this.free = new Semaphore(source.concurrency());
        }

        void arrived() {
            synchronized (this) {
                if (collecting) {
                    return;
                }
                collecting = true;
            }
            activity.start("a batch of " + queue.name(), this::collect);
        }

        private void collect() {
            boolean over = waited(source.window().compareTo(longestWindow) < 0 ? source.window() : longestWindow);
            synchronized (this) {
                collecting = false;
            }
            if (over) {
                poll();
            }
        }

        private void poll() {
            boolean again = false;
            free.acquireUninterruptibly();
            try {
                for (List<Message> batch = next(); !batch.isEmpty(); batch = next()) {
                    again |= !invoke(batch);
                }
            } finally {
                free.release();
            }
            if (again) {
                activity.start("what comes again from " + queue.name(), this::pollAgain);
            }
        }

        /** Nothing where the function is gone: then nobody polls for it. */
        private List<Message> next() {
            return functions.has(function)
                    ? queues.receive(ReceiveMessageRequest.builder()
                            .queueUrl(queue.url())
                            .maxNumberOfMessages(source.batchSize())
                            .build())
                    : List.of();
        }

        /** Whether all of it was taken. */
        private boolean invoke(List<Message> batch) {
            String requestId = ids.get();
            List<String> all = batch.stream().map(Message::messageId).toList();
            watcher.saw(new Happening.Polled(queue.name(), function, requestId, all));
            List<String> failed;
            Optional<Throwable> cause = Optional.empty();
            try {
                byte[] answer = functions.call(function, event(batch), requestId);
                failed = source.partial() ? failed(answer, all) : List.of();
            } catch (Throwable e) {
                // Whatever a function dies of, Lambda outlives it.
                failed = all;
                cause = Optional.of(e);
            }
            for (Message message : batch) {
                if (!failed.contains(message.messageId())) {
                    queues.delete(queue.url(), message.receiptHandle());
                }
            }
            watcher.saw(new Happening.BatchEnded(queue.name(), function, requestId, failed, cause));
            return failed.isEmpty();
        }

        private void pollAgain() {
            if (waited(queue.visibilityTimeout())) {
                poll();
            }
        }

        private byte[] event(List<Message> batch) {
            ObjectNode event = JSON.createObjectNode();
            ArrayNode records = event.putArray("Records");
            for (Message message : batch) {
                ObjectNode record = records.addObject()
                        .put("messageId", message.messageId())
                        .put("receiptHandle", message.receiptHandle())
                        .put("body", message.body())
                        .put("eventSource", "aws:sqs")
                        .put("eventSourceARN", queue.arn())
                        .put("awsRegion", "us-east-1");
                ObjectNode attributes = record.putObject("attributes");
                message.attributesAsStrings().forEach(attributes::put);
                record.putObject("messageAttributes");
            }
            return event.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Of an answer that makes no sense Lambda takes the whole batch for failed. */
    private static List<String> failed(byte[] answer, List<String> all) {
        try {
            JsonNode items = JSON.readTree(answer).path("batchItemFailures");
            List<String> failed = new ArrayList<>();
            items.forEach(item -> failed.add(item.path("itemIdentifier").asText()));
            return all.containsAll(failed) ? failed : all;
        } catch (IOException e) {
            return all;
        }
    }

    private boolean waited(Duration wait) {
        try {
            if (wait.isPositive()) {
                pause.pause(wait);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
