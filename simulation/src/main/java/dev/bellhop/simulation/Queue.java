package dev.bellhop.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A queue that a function polls in batches: what it does not take comes again, three times in all. */
final class Queue {

    private static final int MOST_RECEIVES = 3;

    /** What a function does about a batch; it answers which messages it did not take, by their position. */
    @FunctionalInterface
    interface Handler {
        Set<Integer> handle(List<String> batch, Sandbox sandbox);
    }

    private static final class Message {
        final String body;
        int received;

        Message(String body) {
            this.body = body;
        }
    }

    private final World world;
    private final String function;
    private final Duration timeout;
    private final Duration window;
    private final Duration visibility;
    private final Handler handler;
    private final Consumer<String> deadLetter;
    private final List<Message> visible = new ArrayList<>();
    private boolean collecting;

    Queue(
            World world,
            String function,
            Duration timeout,
            Duration window,
            Duration visibility,
            Handler handler,
            Consumer<String> deadLetter) {
        this.world = world;
        this.function = function;
        this.timeout = timeout;
        this.window = window;
        this.visibility = visibility;
        this.handler = handler;
        this.deadLetter = deadLetter;
    }

    void send(String body) {
        show(new Message(body));
    }

    private void show(Message message) {
        visible.add(message);
        if (!collecting) {
            collecting = true;
            world.scheduler().after(window, () -> {
                collecting = false;
                poll();
            });
        }
    }

    private void poll() {
        List<Message> batch = new ArrayList<>();
        for (Message message : visible) {
            if (message.received == MOST_RECEIVES) {
                deadLetter.accept(message.body);
            } else {
                message.received++;
                batch.add(message);
            }
        }
        visible.clear();
        if (!batch.isEmpty()) {
            invoke(batch);
        }
    }

    private void invoke(List<Message> batch) {
        Sandbox sandbox = new Sandbox(world, function, timeout, now -> Instant.MAX);
        List<String> bodies = batch.stream().map(message -> message.body).toList();
        List<Integer> failed = new ArrayList<>();
        sandbox.run(() -> failed.addAll(handler.handle(bodies, sandbox)), thrown -> {
            for (int i = 0; i < batch.size(); i++) {
                Message message = batch.get(i);
                // What was taken comes again where SQS did not hear that it may go.
                boolean again =
                        thrown != null || failed.contains(i) || world.weather().strikes(Fault.DUPLICATE);
                if (again) {
                    world.scheduler().after(visibility, () -> show(message));
                }
            }
        });
    }
}
