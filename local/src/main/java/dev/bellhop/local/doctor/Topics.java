package dev.bellhop.local.doctor;

import dev.bellhop.localaws.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Whether those who are to hear of something are subscribed, and have confirmed it. */
final class Topics {

    /** What stands in the place of a subscription's ARN until it is confirmed. */
    private static final String PENDING = "PendingConfirmation";

    private final SnsClient sns;
    private final Template template;

    Topics(SnsClient sns, Template template) {
        this.sns = sns;
        this.template = template;
    }

    /** Whether each subscriber of the template gets events. */
    Finding events(Stack stack, String topicArn) {
        List<Subscription> there;
        try {
            there = subscriptions(topicArn);
        } catch (NotFoundException e) {
            return Finding.wrong("topic", "there is no topic " + topicArn + ", which the stack has");
        }
        List<String> faults = new ArrayList<>();
        List<String> subscribers = new ArrayList<>();
        for (Template.Subscription wanted : template.subscriptions()) {
            String id = wanted.endpointArn().substring(wanted.endpointArn().lastIndexOf(':') + 1);
            Optional<String> endpoint = stack.physicalId(id).map(Topics::name);
            if (endpoint.isEmpty()) {
                faults.add(id + " is not in the stack");
            } else if (there.stream()
                    .noneMatch(subscription -> isConfirmed(subscription)
                            && subscription.protocol().equals(wanted.protocol())
                            && name(subscription.endpoint()).equals(endpoint.get()))) {
                faults.add(id + " is not subscribed");
            } else {
                subscribers.add(id);
            }
        }
        there.stream()
                .filter(subscription -> !isConfirmed(subscription))
                .forEach(subscription ->
                        faults.add(subscription.protocol() + " " + subscription.endpoint() + " has not confirmed"));
        return faults.isEmpty()
                ? Finding.ok("topic", "heard by " + String.join(", ", subscribers))
                : Finding.wrong("topic", String.join("; ", faults));
    }

    /** Whether somebody is told of alarms. */
    Finding alarms(Stack stack) {
        Optional<String> topic = stack.physicalId("AlarmTopic");
        if (topic.isEmpty()) {
            return Finding.note("alarms", "nobody is told of them; deploy with AlarmEmail");
        }
        List<Subscription> there = subscriptions(topic.get());
        if (there.isEmpty()) {
            return Finding.wrong("alarms", "whoever AlarmEmail names has unsubscribed; subscribe to " + topic.get());
        }
        return there.stream().anyMatch(subscription -> !isConfirmed(subscription))
                ? Finding.wrong(
                        "alarms",
                        "AlarmEmail has not confirmed; follow the link in AWS's mail, \"Subscription"
                                + " Confirmation\"")
                : Finding.ok("alarms", "AlarmEmail is told of them");
    }

    private List<Subscription> subscriptions(String topicArn) {
        return sns.listSubscriptionsByTopicPaginator(request -> request.topicArn(topicArn)).subscriptions().stream()
                .toList();
    }

    private static boolean isConfirmed(Subscription subscription) {
        return !subscription.subscriptionArn().equals(PENDING);
    }

    /** The last part of a queue's URL, and of an ARN. */
    private static String name(String physicalId) {
        return physicalId.substring(Math.max(physicalId.lastIndexOf('/'), physicalId.lastIndexOf(':')) + 1);
    }
}
