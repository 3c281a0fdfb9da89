package dev.bellhop.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.lambdaprocess.SlackRequest;
import dev.bellhop.local.LocalBellhop;
import dev.bellhop.localaws.RetryDelays;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Messages at a rising rate through the whole system in one JVM, sent on time whether or not those before were answered. It
 * shows where this machine ends, which has one process for everything that Lambda would have hundreds of.
 */
final class Load {

    private static final List<Integer> RATES = List.of(5, 10, 20, 40, 80);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int WORDS = 5;

    /** Whoever answers that much less than was asked is at its end. */
    private static final double ENOUGH = 0.8;

    private record Answer(int status, Duration after) {}

    private final Services services;
    private final Messages messages;

    Load(Services services, Messages messages) {
        this.services = services;
        this.messages = messages;
    }

    void measure(Report report) throws IOException, InterruptedException {
        report.heading("Load");
        report.paragraph("Messages of " + WORDS + " words for " + LONG.toSeconds()
                + " s at each rate, through everything in one process; until fewer are answered than were sent. Retries are made at once. How far"
                + " the multiplier is behind is from what happened to its being counted. In ms.");
        services.take(0);
        Table table = new Table(
                "messages a second",
                "answered a second",
                "answered 200",
                "answer, p50",
                "p99",
                "multiplier behind, p50",
                "p99",
                "multiplied");
        try (LocalBellhop bellhop = LocalBellhop.builder()
                        .port(0)
                        .environment(Map.of(
                                "SLACK_SIGNING_SECRET",
                                SlackRequest.SECRET,
                                "SLACK_API_URL",
                                services.slackApi().toString()))
                        // Lambda waits minutes before a retry, and this would wait with it.
                        .retries(RetryDelays.NONE)
                        .start();
                HttpClient http = HttpClient.newHttpClient()) {
            // What is loaded and made at the first use is not of interest here.
            lagsOf(bellhop, 0, at(bellhop, http, RATES.getFirst()).size());
            for (int rate : RATES) {
                int before = lags(bellhop).size();
                long start = System.nanoTime();
                List<Answer> answers = at(bellhop, http, rate);
                double seconds = (System.nanoTime() - start) / 1e9;
                List<Double> lags = lagsOf(bellhop, before, answers.size());
                table.row(row(rate, answers, seconds, lags));
                if (answers.size() / seconds < ENOUGH * rate || lags.size() < answers.size()) {
                    break;
                }
            }
        }
        report.table(table);
    }

    private static List<String> row(int rate, List<Answer> answers, double seconds, List<Double> lags) {
        Sample times = new Sample(
                answers.stream().map(answer -> Figures.millis(answer.after)).toList());
        return List.of(
                Integer.toString(rate),
                Figures.number(answers.size() / seconds, 1),
                answers.stream().filter(answer -> answer.status == 200).count() + " of " + answers.size(),
                Figures.number(times.median(), 0),
                Figures.number(times.percentile(99), 0),
                lags.isEmpty() ? "none" : Figures.number(new Sample(lags).median(), 0),
                lags.isEmpty() ? "none" : Figures.number(new Sample(lags).percentile(99), 0),
                lags.size() + " of " + answers.size());
    }

    /** Sends for as long as a rate is held, and waits for all answers. */
    private List<Answer> at(LocalBellhop bellhop, HttpClient http, int rate) throws InterruptedException {
        List<Future<Answer>> sent = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            for (int message = 0; message < rate * LONG.toSeconds(); message++) {
                long due = start + Duration.ofSeconds(1).toNanos() * message / rate;
                LockSupport.parkNanos(due - System.nanoTime());
                sent.add(threads.submit(() -> send(bellhop, http, due)));
            }
        }
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> answer : sent) {
            try {
                answers.add(answer.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("A message was not answered", e);
            }
        }
        return answers;
    }

    /** @param due when it should have been sent; a late start is part of its time */
    private Answer send(LocalBellhop bellhop, HttpClient http, long due) throws IOException, InterruptedException {
        SlackRequest request = messages.next(WORDS);
        HttpRequest.Builder post = HttpRequest.newBuilder(bellhop.url().resolve("/slack/events"))
                .POST(HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach(post::header);
        HttpResponse<String> answer = http.send(post.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), Duration.ofNanos(System.nanoTime() - due));
    }

    /** Waits until the multiplier is done with what was sent, or for as long as anybody would. */
    private static List<Double> lagsOf(LocalBellhop bellhop, int before, int sent) {
        long end = System.nanoTime() + LONGEST.toNanos();
        List<Double> lags = lags(bellhop);
        while (lags.size() < before + sent && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK.toNanos());
            lags = lags(bellhop);
        }
        return lags.subList(before, lags.size());
    }

    /** What the multiplier itself says of each event, in the metrics that it prints. */
    private static List<Double> lags(LocalBellhop bellhop) {
        String group = bellhop.template()
                .function("MultiplierFunction")
                .logGroup()
                .orElseThrow(() -> new IllegalStateException("The multiplier has no log group"));
        return bellhop.aws().logs().lines(group).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filter(line -> line.has("Lag"))
                .map(Load::lag)
                .toList();
    }

    private static double lag(JsonObject line) {
        return line.get("Lag").isJsonArray()
                ? line.getAsJsonArray("Lag").get(0).getAsDouble()
                : line.get("Lag").getAsDouble();
    }
}
