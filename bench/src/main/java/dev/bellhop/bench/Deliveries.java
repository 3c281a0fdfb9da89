package dev.bellhop.bench;

import dev.bellhop.lambdaprocess.SlackRequest;
import dev.bellhop.local.SlackEvents;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Messages on their way to the bot, as Slack delivers them: over HTTP, signed, on time whether or not those before were answered, and
 * again where there was no 200 within 3 s.
 */
final class Deliveries implements AutoCloseable {

    /** What a message's status is that was not answered in time. */
    static final int NONE = 0;

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);
    private static final int OK = 200;

    /**
     * What became of a message.
     *
     * @param statuses of its tries, the last of them 200 unless Slack gave up
     * @param first how long the first try was waited for, from when it should have been sent
     */
    record Delivered(List<Integer> statuses, Duration first) {
        Delivered {
            statuses = List.copyOf(statuses);
        }

        boolean atOnce() {
            return statuses.getFirst() == OK;
        }

        boolean heard() {
            return statuses.getLast() == OK;
        }
    }

    private record Answer(int status, Duration after) {}

    private final URI events;
    private final Clock clock;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param bellhop where it listens */
    Deliveries(URI bellhop, Clock clock) {
        this.events = bellhop.resolve("/slack/events");
        this.clock = clock;
    }

    /** Delivers {@code messages}, evenly over time. What Slack tries later is not waited for. */
    List<Future<Delivered>> at(double perSecond, Duration span, Supplier<Messages.Said> messages) {
        List<Future<Delivered>> sent = new ArrayList<>();
        long start = System.nanoTime();
        for (int message = 0; message < perSecond * span.toSeconds(); message++) {
            long due = start + Math.round(message * 1e9 / perSecond);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            SlackRequest request = messages.get().request();
            sent.add(threads.submit(() -> deliver(request, due)));
        }
        return sent;
    }

    /** Delivers all of them in one moment. */
    List<Future<Delivered>> atOnce(List<Messages.Said> messages) {
        CompletableFuture<Long> moment = new CompletableFuture<>();
        List<Future<Delivered>> sent = messages.stream()
                .map(Messages.Said::request)
                .map(request -> threads.submit(() -> deliver(request, moment.join())))
                .toList();
        moment.complete(System.nanoTime());
        return sent;
    }

    private Delivered deliver(SlackRequest request, long due) throws InterruptedException {
        Answer first = send(request, due);
        List<Integer> statuses = new ArrayList<>(List.of(first.status));
        Iterator<Duration> waits = SlackEvents.RETRIES.iterator();
        while (statuses.getLast() != OK && waits.hasNext()) {
            Thread.sleep(waits.next());
            SlackRequest again = SlackRequest.json(clock.instant(), request.body());
            statuses.add(send(again, System.nanoTime()).status);
        }
        return new Delivered(statuses, first.after);
    }

    /** @param due when it should have been sent; a late start is part of its time */
    private Answer send(SlackRequest request, long due) throws InterruptedException {
        HttpRequest.Builder post = HttpRequest.newBuilder(events)
                .timeout(ANSWER_WITHIN)
                .POST(HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach(post::header);
        int status;
        try {
            status = http.send(post.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            // Too late, or the connection broke: Slack tells neither from the other.
            status = NONE;
        }
        return new Answer(status, Duration.ofNanos(System.nanoTime() - due));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.shutdownNow();
    }
}
