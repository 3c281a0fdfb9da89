package dev.bellhop.whole;

import dev.bellhop.aws.Environment;
import dev.bellhop.aws.EventJson;
import dev.bellhop.aws.SnsPublisher;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Channel;
import dev.bellhop.delivery.Publisher;
import dev.bellhop.events.ConfirmationRequested;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.Event;
import dev.bellhop.events.FileFacts;
import dev.bellhop.events.FileProcessed;
import dev.bellhop.events.FileShared;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.events.Reservation;
import dev.bellhop.events.ReservationCancelled;
import dev.bellhop.events.ReservationEnding;
import dev.bellhop.events.ReservationExtended;
import dev.bellhop.events.ReservationMade;
import dev.bellhop.localaws.LocalAws;
import dev.bellhop.localaws.Template;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What is wrong with a template: where it and the code don't agree, or something fails unseen. */
final class TemplateFaults {

    /** Read by the JVM and by the log that each handler has, not by a configuration. */
    private static final Set<String> OF_ALL = Set.of("JAVA_TOOL_OPTIONS", "METRICS_NAMESPACE");

    /** Which published events each subscriber is for; none: for everything, so it has no filter. */
    static final Map<String, List<Event>> SUBSCRIBERS = Map.of(
            "MultiplierFunction",
            List.of(counted()),
            "LoggerFunction",
            List.of(),
            "ReservationFunction",
            whatPeopleAreTold(),
            "LeaderboardFunction",
            List.of(counted()),
            "FilesFunction",
            List.of(shared(), processed()));

    private final Template template;
    private final ClassLoader classes;
    private final Map<String, List<Event>> subscribers;
    private final List<String> faults = new ArrayList<>();

    private TemplateFaults(Template template, ClassLoader classes, Map<String, List<Event>> subscribers) {
        this.template = template;
        this.classes = classes;
        this.subscribers = subscribers;
    }

    static List<String> of(Template template) {
        return of(template, TemplateFaults.class.getClassLoader(), SUBSCRIBERS);
    }

    /** @param classes where the handlers are */
    static List<String> of(Template template, ClassLoader classes, Map<String, List<Event>> subscribers) {
        TemplateFaults found = new TemplateFaults(template, classes, subscribers);
        template.functions().forEach(found::handler);
        template.functions().forEach(found::variables);
        found.subscriptions();
        template.subscriptions().forEach(found::deadLettersOfSubscription);
        template.functions().forEach(found::deadLettersOfFunction);
        template.functions().forEach(found::sources);
        template.queues().forEach(found::alarm);
        template.functions().forEach(found::log);
        return found.faults;
    }

    private void handler(Template.Function function) {
        String[] parts = function.handler().split("::", -1);
        try {
            Class<?> type = classes.loadClass(parts[0]);
            if (Modifier.isAbstract(type.getConstructor().getDeclaringClass().getModifiers())) {
                faults.add(function.name() + ": " + parts[0] + " is abstract");
            }
            boolean there = Arrays.stream(type.getMethods())
                    .anyMatch(method -> method.getName().equals(parts[1])
                            && Modifier.isPublic(method.getModifiers())
                            && !method.isBridge());
            if (!there) {
                faults.add(function.name() + ": " + parts[0] + " has no public method " + parts[1]);
            }
        } catch (ClassNotFoundException | NoSuchMethodException e) {
            faults.add(function.name() + ": no class with a public constructor without arguments: " + e.getMessage());
        }
    }

    private void variables(Template.Function function) {
        if (OF_ALL.containsAll(function.environment().keySet())
                && configuration(function).isEmpty()) {
            return;
        }
        Set<String> read = new HashSet<>();
        Map<String, String> variables = new HashMap<>(function.environment()) {
            @Override
            public String get(Object name) {
                read.add((String) name);
                return super.get(name);
            }
        };
        try {
            configuration(function)
                    .orElseThrow(ClassNotFoundException::new)
                    .getMethod("from", Environment.class)
                    .invoke(null, new Environment(variables));
        } catch (InvocationTargetException e) {
            faults.add(function.name() + ": " + e.getCause().getMessage());
            return;
        } catch (ReflectiveOperationException e) {
            faults.add(function.name() + ": nothing reads its variables");
            return;
        }
        Set<String> unread = new HashSet<>(function.environment().keySet());
        unread.removeAll(read);
        unread.removeAll(OF_ALL);
        unread.forEach(name -> faults.add(function.name() + ": " + name + " is set, and nothing reads it"));
    }

    private Optional<Class<?>> configuration(Template.Function function) {
        try {
            return Optional.of(
                    classes.loadClass(function.handler().split("::", -1)[0].replaceFirst("Handler$", "Config")));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Publishes each subscriber's events, as the bot does, and sees whom they reach. */
    private void subscriptions() {
        Map<String, String> reached = new ConcurrentHashMap<>();
        LocalAws aws = new LocalAws(template);
        template.functions()
                .forEach(function -> aws.functions().register(function.name(), (event, requestId) -> {
                    reached.put(function.name(), requestId);
                    return new byte[0];
                }));
        String topic = template.outputs().get("TopicArn");
        for (Template.Subscription subscription : template.subscriptions()) {
            String function = behind(subscription.endpointArn());
            List<Event> events = subscribers.get(function);
            if (events == null) {
                faults.add(function + ": nobody said which events it is for");
            } else if (events.isEmpty() && subscription.filterPolicy().isPresent()) {
                faults.add(function + ": it is for everything, and a filter keeps something from it");
            }
        }
        Publisher publisher = new SnsPublisher(aws.topics(), topic, Clock.systemUTC());
        subscribers.forEach((function, events) -> events.forEach(event -> {
            reached.clear();
            try {
                publisher.publish(
                        new EventJson().write(new Envelope("T1:C1:" + event.time(), "bellhop/bot", event)),
                        Attempt.of(
                                "a", Instant.MAX.minusSeconds(9), Instant.now().plusSeconds(600)));
            } catch (Publisher.Refused e) {
                throw new IllegalStateException(e);
            }
            aws.awaitQuiet(Duration.ofMinutes(2));
            if (!reached.containsKey(function)) {
                faults.add(function + ": " + event.type() + " does not reach it, which is for it");
            }
        }));
    }

    /** The function that a subscription leads to, by a queue or directly. */
    private String behind(String endpointArn) {
        return template.functions().stream()
                .filter(function -> function.arn().equals(endpointArn)
                        || function.sources().stream()
                                .anyMatch(source -> source.queueArn().equals(endpointArn)))
                .findFirst()
                .map(Template.Function::name)
                .orElse(endpointArn);
    }

    private void deadLettersOfSubscription(Template.Subscription subscription) {
        if (subscription.deadLetterArn().isEmpty()) {
            faults.add(subscription.name() + ": what can't be delivered has no dead-letter queue");
            return;
        }
        letIn(subscription, subscription.deadLetterArn().get());
        if (subscription.protocol().equals("sqs")) {
            letIn(subscription, subscription.endpointArn());
        }
    }

    private void letIn(Template.Subscription subscription, String queue) {
        boolean letIn = template.queuePolicies().stream()
                .anyMatch(policy -> policy.service().equals("sns.amazonaws.com")
                        && policy.action().equals("sqs:SendMessage")
                        && policy.resources().contains(queue)
                        && policy.sourceArn().equals(subscription.topicArn()));
        if (!letIn) {
            faults.add(subscription.name() + ": no queue policy lets its topic send to " + queue);
        }
    }

    private void sources(Template.Function function) {
        for (Template.Source source : function.sources()) {
            Template.Queue queue = template.queues().stream()
                    .filter(each -> each.arn().equals(source.queueArn()))
                    .findFirst()
                    .orElseThrow();
            if (queue.redrive().isEmpty()) {
                faults.add(queue.name() + ": what fails again and again has no dead-letter queue");
            }
            // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
            if (queue.visibilityTimeout()
                            .compareTo(function.timeout().multipliedBy(6).plus(source.window()))
                    < 0) {
                faults.add(queue.name() + ": a message comes again while " + function.name() + " may be at it");
            }
            if (!source.partial()) {
                faults.add(function.name() + ": one bad message fails all of its batch");
            }
        }
    }

    private void deadLettersOfFunction(Template.Function function) {
        boolean isTold = Stream.concat(
                        template.subscriptions().stream().map(Template.Subscription::endpointArn),
                        template.objectEvents().stream().map(Template.ObjectEvents::functionArn))
                .anyMatch(function.arn()::equals);
        if (!isTold) {
            return;
        }
        Optional<String> queue = function.onFailureArn();
        if (queue.isEmpty()) {
            faults.add(function.name() + ": a failed invocation has no dead-letter queue");
            return;
        }
        boolean maySend = function.statements().stream()
                .anyMatch(statement -> statement.actions().contains("sqs:SendMessage")
                        && statement.resources().contains(queue.get()));
        if (!maySend) {
            faults.add(function.name() + ": its role may not send to " + queue.get());
        }
    }

    private void alarm(Template.Queue queue) {
        boolean polled = template.functions().stream()
                .flatMap(function -> function.sources().stream())
                .anyMatch(source -> source.queueArn().equals(queue.arn()));
        String metric = polled ? "ApproximateAgeOfOldestMessage" : "ApproximateNumberOfMessagesVisible";
        boolean watched = resources("AWS::CloudWatch::Alarm").stream()
                .filter(alarm -> metric.equals(alarm.get("MetricName")))
                .map(alarm -> String.valueOf(template.resolve(alarm.get("Dimensions"))))
                .anyMatch(dimensions -> dimensions.contains("Value=" + queue.name()));
        if (!watched) {
            faults.add(queue.name() + ": no alarm says when it is " + (polled ? "not polled" : "not empty"));
        }
    }

    private void log(Template.Function function) {
        boolean kept = function.logGroup().isPresent()
                && template.logGroups().stream()
                        .anyMatch(
                                group -> group.name().equals(function.logGroup().get()));
        if (!kept) {
            faults.add(function.name() + ": its log has no retention");
        }
    }

    private List<Map<?, ?>> resources(String type) {
        List<Map<?, ?>> found = new ArrayList<>();
        ((Map<?, ?>) template.tree().get("Resources")).values().forEach(resource -> {
            if (((Map<?, ?>) resource).get("Type").equals(type)) {
                found.add((Map<?, ?>) ((Map<?, ?>) resource).get("Properties"));
            }
        });
        return found;
    }

    private static List<Event> whatPeopleAreTold() {
        Instant time = Instant.parse("2026-12-01T10:00:00Z");
        var reservation = new Reservation(
                "T1", "k3m9x", 1, "staging", Optional.empty(), "U1", time, time.plusSeconds(3_600), "UTC", "");
        return List.of(
                new ReservationMade(reservation, time),
                new ReservationCancelled(reservation, "U1", time),
                new ReservationExtended(reservation, "U1", time),
                new ReservationEnding(reservation, "U1", time),
                new ConfirmationRequested("T1", "U1", Channel.EMAIL, time),
                processed());
    }

    private static FileShared shared() {
        return new FileShared(
                "T1", "C1", "channel", Optional.empty(), "U1", "1764583200.000100", "F1", "a.png", "image/png", 100);
    }

    private static FileProcessed processed() {
        return FileProcessed.of(shared(), Optional.empty(), FileFacts.ofPicture(640, 480));
    }

    static Event counted() {
        return new MessageCounted(
                "T1", "C1", "channel", Optional.empty(), "U1", "1764583200.000100", "hi", false, List.of());
    }
}
