package dev.bellhop.simulation;

import dev.bellhop.aws.EventJson;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.events.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Takes events to whoever subscribed: at least once, in any order, some of them late. */
final class Topic {

    /** @param deadLetter takes what could not be delivered */
    private record Subscription(Predicate<Event> filter, Consumer<String> deliver, Consumer<String> deadLetter) {}

    private final World world;
    private final List<Subscription> subscriptions = new ArrayList<>();

    Topic(World world) {
        this.world = world;
    }

    void subscribe(Predicate<Event> filter, Consumer<String> deliver, Consumer<String> deadLetter) {
        subscriptions.add(new Subscription(filter, deliver, deadLetter));
    }

    void publish(OwedEvent owed) {
        world.story(() -> "published " + owed.id() + " " + owed.type());
        Event event = EventJson.read(owed.body()).event();
        for (Subscription subscription : subscriptions) {
            if (subscription.filter().test(event)) {
                deliver(subscription, owed.body());
                if (world.weather().strikes(Fault.DUPLICATE)) {
                    deliver(subscription, owed.body());
                }
            }
        }
    }

    private void deliver(Subscription subscription, String body) {
        boolean fails = world.weather().strikes(Fault.UNDELIVERABLE);
        world.scheduler()
                .after(
                        Lambda.delay(world),
                        () -> (fails ? subscription.deadLetter() : subscription.deliver()).accept(body));
    }
}
