package dev.bellhop.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InternalErrorException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.ThrottledException;

/**
 * The template's topics and their subscriptions. What is published reaches each subscriber whose filter lets it through,
 * in the JSON that SNS gives Lambda, by an asynchronous invocation; what can't reach it goes to the subscription's dead-letter
 * queue.
 */
public final class LocalTopics implements SnsClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * With the attributes.
     *
     * @see <a href="https://docs.aws.amazon.com/general/latest/gr/sns.html">Amazon SNS quotas</a>
     */
    private static final int MOST_BYTES = 256 * 1024;

    /** The kind of a pending message. */
    static final String MESSAGE = "message";

    private static final String TO_FUNCTION = "lambda";

    private static final String TO_QUEUE = "sqs";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /**
     * A message on its way to a subscriber.
     *
     * @param subscription the subscription's name
     */
    public record Delivery(String subscription, String messageId, String message) {}

    private record Subscriber(Template.Subscription subscription, Optional<SnsFilter> filter) {}

    private record Notification(
            String id,
            String topicArn,
            Optional<String> subject,
            String message,
            Instant time,
            Map<String, MessageAttributeValue> attributes) {}

    private final List<String> topics;
    private final List<Subscriber> subscribers;
    private final List<Template.QueuePolicy> queuePolicies;
    private final LocalFunctions functions;
    private final LocalQueues queues;
    private final Activity activity;
    private final Clock clock;
    private final Supplier<String> ids;
    private final Watcher watcher;
    private final Pending pending;
    private final Faults<PublishRequest> faults = new Faults<>();
    private final Faults<Delivery> deliveryFaults = new Faults<>();

    /** How often the next message is delivered. Guarded by this. */
    private int copies = 1;

    LocalTopics(
            Template template,
            LocalFunctions functions,
            LocalQueues queues,
            Activity activity,
            Clock clock,
            Supplier<String> ids,
            Watcher watcher,
            Pending pending) {
        this.topics = template.topics();
        this.subscribers =
                template.subscriptions().stream().map(LocalTopics::subscriber).toList();
        this.queuePolicies = template.queuePolicies();
        this.functions = functions;
        this.queues = queues;
        this.activity = activity;
        this.clock = clock;
        this.ids = ids;
        this.watcher = watcher;
        this.pending = pending;
    }

    /** Faults of publishing. */
    public Faults<PublishRequest> faults() {
        return faults;
    }

    /** Whatever fault a delivery has, the subscriber is not reached, and the message goes to its dead-letter queue. */
    public Faults<Delivery> deliveryFaults() {
        return deliveryFaults;
    }

    /** Has the next message delivered {@code times} times to each of its subscribers, for SNS delivers at least once. */
    public synchronized void deliverNext(int times) {
        copies = times;
    }

    /** How often the next message is delivered to each of its subscribers. */
    public synchronized int copies() {
        return copies;
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        return faults.around(request, LocalTopics::error, () -> {
            if (request.phoneNumber() != null) {
                return text(request);
            }
            if (request.targetArn() != null) {
                return push(request);
            }
            Notification notification = notification(request);
            Runnable done = pending.keep(MESSAGE, kept(notification));
            watcher.saw(new Happening.Published(notification.topicArn(), notification.id(), notification.message()));
            deliver(notification, takeCopies(), done);
            return PublishResponse.builder().messageId(notification.id()).build();
        });
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    /** E.164; others are not dialled. */
    private PublishResponse text(PublishRequest request) {
        if (!request.phoneNumber().matches("\\+[1-9][0-9]{6,14}")) {
            throw invalid("Invalid parameter: PhoneNumber");
        }
        watcher.saw(new Happening.Texted(request.phoneNumber(), request.message()));
        return PublishResponse.builder().messageId(ids.get()).build();
    }

    private PublishResponse push(PublishRequest request) {
        if (!request.targetArn().contains(":endpoint/")) {
            throw invalid("Invalid parameter: TargetArn");
        }
        watcher.saw(new Happening.Pushed(request.targetArn(), request.message()));
        return PublishResponse.builder().messageId(ids.get()).build();
    }

    private synchronized int takeCopies() {
        int times = copies;
        copies = 1;
        return times;
    }

    /** Delivers a message of an earlier start to all its subscribers, whichever of them had it by then. */
    void resume(Map<String, String> what, Runnable done) {
        Notification notification = notification(what);
        if (topics.contains(notification.topicArn())) {
            deliver(notification, 1, done);
        }
    }

    private void deliver(Notification notification, int times, Runnable done) {
        List<Subscriber> all = subscribers.stream()
                .filter(each -> each.subscription().topicArn().equals(notification.topicArn()))
                .flatMap(each -> Collections.nCopies(times, each).stream())
                .toList();
        if (all.isEmpty()) {
            done.run();
        }
        AtomicInteger left = new AtomicInteger(all.size());
        for (Subscriber subscriber : all) {
            activity.start(
                    "message " + notification.id() + " to "
                            + subscriber.subscription().name(),
                    () -> {
                        deliver(notification, subscriber);
                        if (left.decrementAndGet() == 0) {
                            done.run();
                        }
                    });
        }
    }

    private static Map<String, String> kept(Notification notification) {
        ObjectNode attributes = JSON.createObjectNode();
        addTo(attributes, notification);
        Map<String, String> what = new HashMap<>(Map.of(
                "id", notification.id(),
                "topicArn", notification.topicArn(),
                "message", notification.message(),
                "time", notification.time().toString(),
                "attributes", attributes.toString()));
        notification.subject().ifPresent(subject -> what.put("subject", subject));
        return what;
    }

    private static Notification notification(Map<String, String> kept) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        try {
            for (Map.Entry<String, JsonNode> each :
                    JSON.readTree(kept.getOrDefault("attributes", "{}")).properties()) {
                MessageAttributeValue value = MessageAttributeValue.builder()
                        .dataType(each.getValue().path("Type").asText())
                        .stringValue(each.getValue().path("Value").asText())
                        .build();
                attributes.put(each.getKey(), value);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("What was kept of a message is not JSON", e);
        }
        return new Notification(
                kept.getOrDefault("id", ""),
                kept.getOrDefault("topicArn", ""),
                Optional.ofNullable(kept.get("subject")),
                kept.getOrDefault("message", ""),
                Instant.parse(kept.getOrDefault("time", Instant.EPOCH.toString())),
                attributes);
    }

    private void deliver(Notification notification, Subscriber subscriber) {
        Template.Subscription subscription = subscriber.subscription();
        if (subscriber
                .filter()
                .filter(filter -> !filter.lets(notification.message(), notification.attributes()))
                .isPresent()) {
            watcher.saw(new Happening.FilteredOut(subscription.name(), notification.id()));
            return;
        }
        Delivery delivery = new Delivery(subscription.name(), notification.id(), notification.message());
        boolean reached = deliveryFaults.of(delivery).isEmpty()
                && (subscription.protocol().equals(TO_QUEUE)
                        ? toQueue(notification, subscription)
                        : toFunction(notification, subscription));
        if (!reached) {
            watcher.saw(new Happening.DeliveryFailed(subscription.name(), notification.id()));
            queues.deadLetter(
                    subscription.deadLetterArn().filter(queue -> mayEnter(notification.topicArn(), queue)),
                    subscription.name(),
                    forQueue(notification, subscription));
        }
    }

    private boolean toQueue(Notification notification, Template.Subscription subscription) {
        String queue = subscription.endpointArn();
        return mayEnter(notification.topicArn(), queue)
                && queues.deliver(
                        queue,
                        forQueue(notification, subscription),
                        id -> watcher.saw(
                                new Happening.Queued(subscription.name(), notification.id(), last(queue), id)));
    }

    private static String forQueue(Notification notification, Template.Subscription subscription) {
        return subscription.raw()
                ? notification.message()
                : body(notification, subscription, "SigningCertURL", "UnsubscribeURL")
                        .toString();
    }

    private boolean toFunction(Notification notification, Template.Subscription subscription) {
        String function = last(subscription.endpointArn());
        if (!functions.has(function)) {
            return false;
        }
        ObjectNode event = JSON.createObjectNode();
        event.putArray("Records")
                .addObject()
                .put("EventSource", "aws:sns")
                .put("EventVersion", "1.0")
                .put("EventSubscriptionArn", subscription.arn())
                .set("Sns", body(notification, subscription, "SigningCertUrl", "UnsubscribeUrl"));
        String requestId = ids.get();
        watcher.saw(new Happening.Sent(subscription.name(), notification.id(), function, requestId));
        functions.start(function, event.toString().getBytes(StandardCharsets.UTF_8), requestId);
        return true;
    }

    private static String last(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    /** SNS needs the queue's leave, and says nothing where it has none. */
    private boolean mayEnter(String topicArn, String queueArn) {
        return queuePolicies.stream()
                .anyMatch(policy -> policy.service().equals("sns.amazonaws.com")
                        && policy.action().equals("sqs:SendMessage")
                        && policy.resources().contains(queueArn)
                        && policy.sourceArn().equals(topicArn));
    }

    /** The notification; SNS spells two of its members differently for Lambda than for a queue. */
    private static ObjectNode body(
            Notification notification, Template.Subscription subscription, String certificate, String unsubscribe) {
        ObjectNode body = JSON.createObjectNode();
        body.put("Type", "Notification");
        body.put("MessageId", notification.id());
        body.put("TopicArn", notification.topicArn());
        body.put("Subject", notification.subject().orElse(null));
        body.put("Message", notification.message());
        body.put("Timestamp", TIME.format(notification.time()));
        body.put("SignatureVersion", "1");
        body.put("Signature", "none");
        body.put(certificate, "https://sns.us-east-1.amazonaws.com/none.pem");
        body.put(unsubscribe, "https://sns.us-east-1.amazonaws.com/?SubscriptionArn=" + subscription.arn());
        addTo(body.putObject("MessageAttributes"), notification);
        return body;
    }

    private static void addTo(ObjectNode attributes, Notification notification) {
        notification
                .attributes()
                .forEach((name, value) ->
                        attributes.putObject(name).put("Type", value.dataType()).put("Value", value.stringValue()));
    }

    private Notification notification(PublishRequest request) {
        if (!topics.contains(request.topicArn())) {
            throw NotFoundException.builder()
                    .message("Topic does not exist")
                    .statusCode(404)
                    .build();
        }
        if (request.message() == null || request.message().isEmpty()) {
            throw invalid("Invalid parameter: Empty message");
        }
        if (size(request) > MOST_BYTES) {
            throw invalid("Invalid parameter: Message too long");
        }
        return new Notification(
                ids.get(),
                request.topicArn(),
                Optional.ofNullable(request.subject()),
                "json".equals(request.messageStructure()) ? forLambda(request.message()) : request.message(),
                clock.instant(),
                request.messageAttributes());
    }

    private static int size(PublishRequest request) {
        int size = bytes(request.message());
        for (Map.Entry<String, MessageAttributeValue> attribute :
                request.messageAttributes().entrySet()) {
            size += bytes(attribute.getKey())
                    + bytes(attribute.getValue().dataType())
                    + Optional.ofNullable(attribute.getValue().stringValue())
                            .map(LocalTopics::bytes)
                            .orElse(0);
        }
        return size;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** With {@code MessageStructure=json} the message is a map from protocols to what each of them gets. */
    private static String forLambda(String message) {
        try {
            JsonNode byProtocol = JSON.readTree(message);
            if (!byProtocol.path("default").isTextual()) {
                throw invalid("Invalid parameter: Message Structure - No default entry in JSON message body");
            }
            return byProtocol.path("lambda").asText(byProtocol.get("default").textValue());
        } catch (JsonProcessingException e) {
            throw invalid("Invalid parameter: Message Structure - JSON message body failed to parse");
        }
    }

    private static Subscriber subscriber(Template.Subscription subscription) {
        if (!List.of(TO_FUNCTION, TO_QUEUE).contains(subscription.protocol())) {
            throw new TemplateException("Subscription " + subscription.name() + " is by " + subscription.protocol()
                    + "; here only " + TO_FUNCTION + " and " + TO_QUEUE + " are known");
        }
        return new Subscriber(
                subscription,
                subscription.filterPolicy().map(policy -> new SnsFilter(policy, subscription.filterScope())));
    }

    private static InvalidParameterException invalid(String why) {
        return InvalidParameterException.builder().message(why).statusCode(400).build();
    }

    private static SnsException error(Fault fault) {
        return switch (fault) {
            case REFUSE -> invalid("Invalid parameter: told to " + fault);
            case THROTTLE ->
                ThrottledException.builder()
                        .message("Rate exceeded")
                        .statusCode(429)
                        .build();
            default ->
                InternalErrorException.builder()
                        .message("Told to " + fault)
                        .statusCode(500)
                        .build();
        };
    }
}
