package dev.bellhop.localaws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The template's queues, in memory. A message received is out of sight until its time is over or it is deleted. A receive
 * answers at once, whatever its wait time is.
 */
public final class LocalQueues implements SqsClient {

    /** The kind of a pending message. */
    static final String QUEUED = "queued";

    private static final class Held {
        final String id;
        final String body;
        final Instant sent;

        /** The queue that SQS took it from; empty where it was sent here. */
        final Optional<String> sourceArn;

        /** To be run when it is taken out for good. */
        final Runnable done;

        String receipt = "";
        Instant visibleAt;
        int received;

        Held(String id, String body, Instant sent, Optional<String> sourceArn, Runnable done) {
            this.id = id;
            this.body = body;
            this.sent = sent;
            this.sourceArn = sourceArn;
            this.done = done;
            this.visibleAt = sent;
        }
    }

    private final Map<String, Template.Queue> queues;
    private final Clock clock;
    private final Supplier<String> ids;
    private final Watcher watcher;
    private final Pending pending;
    private final Faults<SdkRequest> faults = new Faults<>();

    /** Who is told that there is something in a queue, by its URL. */
    private final Map<String, Runnable> pollers = new ConcurrentHashMap<>();

    /** Is told how many messages there are. */
    private volatile BiConsumer<String, Map<QueueAttributeName, String>> meter = (queue, attributes) -> {};

    /** By queue URL, in the order of arrival. Guarded by this. */
    private final Map<String, List<Held>> held = new LinkedHashMap<>();

    LocalQueues(Template template, Clock clock, Supplier<String> ids, Watcher watcher, Pending pending) {
        this.queues = template.queues().stream().collect(Collectors.toMap(Template.Queue::url, queue -> queue));
        this.clock = clock;
        this.ids = ids;
        this.watcher = watcher;
        this.pending = pending;
        queues.keySet().forEach(url -> held.put(url, new ArrayList<>()));
    }

    public Faults<SdkRequest> faults() {
        return faults;
    }

    /** Has {@code meter} told each queue's name and attributes, now and whenever something was done with it. */
    void measure(BiConsumer<String, Map<QueueAttributeName, String>> meter) {
        this.meter = meter;
        look();
    }

    /** Tells how many messages there are now, for some come into sight by time alone. */
    void look() {
        queues.keySet().forEach(this::look);
    }

    /** In one go, so that an older number is never told after a newer. */
    private synchronized void look(String url) {
        meter.accept(queue(url).name(), attributes(url));
    }

    /** The bodies of all messages in a queue, those out of sight included, in the order of arrival. */
    public synchronized List<String> bodies(String queue) {
        return held(Intrinsics.queueUrl(queue)).stream().map(each -> each.body).toList();
    }

    /** Has {@code poller} told whenever a message arrives in the queue of that ARN. */
    void poll(String queueArn, Runnable poller) {
        pollers.put(ofArn(queueArn).url(), poller);
    }

    /**
     * Puts a message into a queue.
     *
     * @param told of the message's id there, before anybody can receive it
     * @return false where there is no such queue
     */
    boolean deliver(String queueArn, String body, Consumer<String> told) {
        Optional<Template.Queue> queue = find(queueArn);
        queue.ifPresent(found -> add(found.url(), body, Optional.empty(), told));
        return queue.isPresent();
    }

    /** @throws TemplateException where there is none of that ARN */
    Template.Queue ofArn(String arn) {
        return find(arn).orElseThrow(() -> new TemplateException("The template has no queue " + arn));
    }

    private Optional<Template.Queue> find(String arn) {
        return queues.values().stream().filter(each -> each.arn().equals(arn)).findFirst();
    }

    /** Takes what failed for good: into the queue of that ARN, else it is dropped. */
    void deadLetter(Optional<String> queueArn, String from, String body) {
        deadLetter(queueArn, from, body, Optional.empty());
    }

    private void deadLetter(Optional<String> queueArn, String from, String body, Optional<String> sourceArn) {
        Optional<Template.Queue> queue = queueArn.flatMap(this::find);
        if (queue.isEmpty()) {
            watcher.saw(new Happening.Dropped(from, body));
            return;
        }
        add(queue.get().url(), body, sourceArn, id -> {});
        watcher.saw(new Happening.DeadLettered(queue.get().name(), body));
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        return faults.around(
                request,
                LocalQueues::error,
                () -> SendMessageResponse.builder()
                        .messageId(add(request.queueUrl(), request.messageBody(), Optional.empty(), id -> {}))
                        .build());
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        return faults.around(
                request,
                LocalQueues::error,
                () -> ReceiveMessageResponse.builder()
                        .messages(receive(request))
                        .build());
    }

    @Override
    public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
        return faults.around(request, LocalQueues::error, () -> {
            delete(request.queueUrl(), request.receiptHandle());
            return DeleteMessageResponse.builder().build();
        });
    }

    @Override
    public ChangeMessageVisibilityResponse changeMessageVisibility(ChangeMessageVisibilityRequest request) {
        return faults.around(request, LocalQueues::error, () -> {
            synchronized (this) {
                Held message = held(request.queueUrl()).stream()
                        .filter(each -> each.receipt.equals(request.receiptHandle()))
                        .findFirst()
                        .orElseThrow(() -> ReceiptHandleIsInvalidException.builder()
                                .message("The receipt handle is of no message")
                                .statusCode(404)
                                .build());
                message.visibleAt = clock.instant().plusSeconds(request.visibilityTimeout());
                look(request.queueUrl());
            }
            return ChangeMessageVisibilityResponse.builder().build();
        });
    }

    @Override
    public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
        return faults.around(request, LocalQueues::error, () -> {
            Map<QueueAttributeName, String> all = attributes(request.queueUrl());
            if (!request.attributeNames().contains(QueueAttributeName.ALL)) {
                all.keySet().retainAll(request.attributeNames());
            }
            return GetQueueAttributesResponse.builder().attributes(all).build();
        });
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private String add(String url, String body, Optional<String> sourceArn, Consumer<String> told) {
        String id = ids.get();
        Instant sent = clock.instant();
        told.accept(id);
        Map<String, String> what = new HashMap<>(Map.of("url", url, "id", id, "body", body, "sent", sent.toString()));
        sourceArn.ifPresent(arn -> what.put("sourceArn", arn));
        add(url, new Held(id, body, sent, sourceArn, pending.keep(QUEUED, what)));
        return id;
    }

    private void add(String url, Held message) {
        synchronized (this) {
            held(url).add(message);
            look(url);
        }
        pollers.getOrDefault(url, () -> {}).run();
    }

    /** Puts a message of an earlier start back, in sight and as if nobody had received it yet. */
    void resume(Map<String, String> what, Runnable done) {
        String url = what.getOrDefault("url", "");
        if (queues.containsKey(url)) {
            Instant sent =
                    Instant.parse(what.getOrDefault("sent", clock.instant().toString()));
            Held message = new Held(
                    what.getOrDefault("id", ids.get()),
                    what.getOrDefault("body", ""),
                    sent,
                    Optional.ofNullable(what.get("sourceArn")),
                    done);
            // A clock that was put forward is back where it was.
            message.visibleAt = Instant.MIN;
            add(url, message);
        }
    }

    synchronized void delete(String url, String receipt) {
        remove(held(url), each -> each.receipt.equals(receipt));
        look(url);
    }

    private static void remove(List<Held> messages, Predicate<Held> which) {
        List<Held> removed = messages.stream().filter(which).toList();
        messages.removeAll(removed);
        removed.forEach(each -> each.done.run());
    }

    List<Message> receive(ReceiveMessageRequest request) {
        Template.Queue queue = queue(request.queueUrl());
        queue.redrive().ifPresent(redrive -> {
            for (Held message : worn(queue.url(), redrive.maxReceives())) {
                watcher.saw(new Happening.GivenUp(
                        queue.name(), message.id, ofArn(redrive.deadLetterArn()).name()));
                deadLetter(Optional.of(redrive.deadLetterArn()), queue.name(), message.body, Optional.of(queue.arn()));
                message.done.run();
            }
        });
        return visible(request);
    }

    /** Takes out what is in sight again and was received as often as may be. */
    private synchronized List<Held> worn(String url, int maxReceives) {
        Instant now = clock.instant();
        List<Held> worn = held(url).stream()
                .filter(each -> each.received >= maxReceives && !each.visibleAt.isAfter(now))
                .toList();
        held(url).removeAll(worn);
        return worn;
    }

    private static Map<MessageSystemAttributeName, String> attributes(Held message) {
        Map<MessageSystemAttributeName, String> attributes = new EnumMap<>(MessageSystemAttributeName.class);
        attributes.put(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, Integer.toString(message.received));
        attributes.put(MessageSystemAttributeName.SENT_TIMESTAMP, Long.toString(message.sent.toEpochMilli()));
        message.sourceArn.ifPresent(
                arn -> attributes.put(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN, arn));
        return attributes;
    }

    private synchronized List<Message> visible(ReceiveMessageRequest request) {
        Instant now = clock.instant();
        int most = Objects.requireNonNullElse(request.maxNumberOfMessages(), 1);
        Duration hidden = request.visibilityTimeout() == null
                ? queue(request.queueUrl()).visibilityTimeout()
                : Duration.ofSeconds(request.visibilityTimeout());
        List<Message> messages = new ArrayList<>();
        for (Held message : held(request.queueUrl())) {
            if (messages.size() < most && !message.visibleAt.isAfter(now)) {
                message.receipt = ids.get();
                message.visibleAt = now.plus(hidden);
                message.received++;
                messages.add(Message.builder()
                        .messageId(message.id)
                        .receiptHandle(message.receipt)
                        .body(message.body)
                        .attributes(attributes(message))
                        .build());
            }
        }
        look(request.queueUrl());
        return messages;
    }

    /** What {@code GetQueueAttributes} tells of the queue, whatever {@link #faults} there are. */
    public synchronized Map<QueueAttributeName, String> attributes(String url) {
        Instant now = clock.instant();
        List<Held> messages = held(url);
        long hidden =
                messages.stream().filter(each -> each.visibleAt.isAfter(now)).count();
        Map<QueueAttributeName, String> attributes = new LinkedHashMap<>();
        attributes.put(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, Long.toString(messages.size() - hidden));
        attributes.put(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, Long.toString(hidden));
        attributes.put(QueueAttributeName.QUEUE_ARN, queue(url).arn());
        return attributes;
    }

    /** What is left in a queue after its retention. */
    private List<Held> held(String url) {
        Instant oldest = clock.instant().minus(queue(url).retention());
        List<Held> messages = Objects.requireNonNull(held.get(url));
        remove(messages, each -> each.sent.isBefore(oldest));
        return messages;
    }

    private Template.Queue queue(String url) {
        Template.Queue queue = queues.get(url);
        if (queue == null) {
            throw QueueDoesNotExistException.builder()
                    .message("The template has no queue " + url)
                    .statusCode(400)
                    .build();
        }
        return queue;
    }

    private static SqsException error(Fault fault) {
        return (SqsException) SqsException.builder()
                .message("Told to " + fault)
                .statusCode(fault == Fault.THROTTLE ? 429 : fault == Fault.REFUSE ? 400 : 500)
                .build();
    }
}
