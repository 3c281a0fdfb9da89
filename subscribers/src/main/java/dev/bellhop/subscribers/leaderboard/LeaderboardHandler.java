package dev.bellhop.subscribers.leaderboard;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.bellhop.aws.AwsClients;
import dev.bellhop.aws.DynamoBoardStore;
import dev.bellhop.aws.DynamoCounts;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.EventJson;
import dev.bellhop.aws.FunctionLog;
import dev.bellhop.aws.FunctionLog.Arrival;
import dev.bellhop.aws.Invocations;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Handled;
import dev.bellhop.delivery.Metric;
import dev.bellhop.delivery.Patience;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.words.Leaderboard;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The Lambda that takes batches of counted messages from its queue into the boards, with one write a workspace, or a few
 * where very much was said. Records that
 * fail are named in the answer, and only those come again.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Partial batch responses</a>
 */
public final class LeaderboardHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final String NAME = "leaderboard";

    /** What is read for one write of the board: some fifty calls. Batches of more words than that are rare. */
    private static final int WORDS_AT_ONCE = 5_000;

    /** With less time than this, no more is begun with: what comes again costs nothing, and what is cut off costs all of it. */
    private static final Duration ENOUGH = Duration.ofSeconds(10);

    private final Leaderboard leaderboard;
    private final Invocations invocations;
    private final Clock clock;
    private final FunctionLog log;

    /** Wired for Lambda, by the environment. */
    public LeaderboardHandler() {
        this(
                LeaderboardConfig.from(Environment.ofProcess()),
                AwsClients.dynamo(),
                FunctionLog.ofProcess(NAME),
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                duration -> LockSupport.parkNanos(duration.toNanos()),
                new Random());
    }

    /**
     * @param ids unique names for attempts
     * @param pause waits before a board that somebody else wrote meanwhile is tried again
     */
    public LeaderboardHandler(
            LeaderboardConfig config,
            DynamoDbClient dynamo,
            FunctionLog log,
            Clock clock,
            Supplier<String> ids,
            Patience.Pause pause,
            RandomGenerator random) {
        this.leaderboard = new Leaderboard(
                new DynamoCounts(dynamo, config.wordsTable(), config.shards()),
                new DynamoBoardStore(dynamo, config.wordsTable()),
                new Patience(clock, pause, random),
                config.bonus());
        this.invocations = new Invocations(clock, ids);
        this.clock = clock;
        this.log = log;
    }

    /**
     * A record to be taken in.
     *
     * @param messageId SQS's, by which it is named in the answer
     */
    private record Said(String messageId, Arrival arrival, MessageCounted message) {}

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        if (event.getRecords() == null) {
            throw new IllegalArgumentException("Not an SQS event: it has no Records.");
        }
        return log.during(context, () -> new SQSBatchResponse(take(event.getRecords(), invocations.attempt(context))));
    }

    private List<BatchItemFailure> take(List<SQSMessage> records, Attempt attempt) {
        List<BatchItemFailure> failures = new ArrayList<>();
        Map<String, List<Said>> byTeam = new LinkedHashMap<>();
        for (SQSMessage record : records) {
            Arrival arrival = log.arrived(record.getMessageId(), record.getBody() == null ? "" : record.getBody());
            try {
                read(record, arrival, byTeam);
            } catch (RuntimeException e) {
                log.add(Metric.INVALID, 1);
                log.closed(arrival, e);
                failures.add(new BatchItemFailure(record.getMessageId()));
            }
        }
        byTeam.forEach((team, said) -> parts(said).forEach(part -> take(team, part, attempt, failures)));
        return failures;
    }

    private void read(SQSMessage record, Arrival arrival, Map<String, List<Said>> byTeam) {
        if (record.getBody() == null) {
            throw new IllegalArgumentException("Not an SQS record: it has no body.");
        }
        if (EventJson.read(record.getBody()).event() instanceof MessageCounted message && message.isPublic()) {
            byTeam.computeIfAbsent(message.team(), team -> new ArrayList<>())
                    .add(new Said(record.getMessageId(), arrival, message));
        } else {
            log.closed(arrival, Handled.IGNORED);
        }
    }

    private static List<List<Said>> parts(List<Said> said) {
        List<List<Said>> parts = new ArrayList<>();
        int words = WORDS_AT_ONCE;
        for (Said each : said) {
            words += each.message().words().size();
            if (words > WORDS_AT_ONCE) {
                parts.add(new ArrayList<>());
                words = each.message().words().size();
            }
            parts.getLast().add(each);
        }
        return parts;
    }

    private void take(String team, List<Said> said, Attempt attempt, List<BatchItemFailure> failures) {
        try {
            if (attempt.left(clock).compareTo(ENOUGH) < 0) {
                throw new IllegalStateException("There was no time left for it; it comes again.");
            }
            leaderboard.take(team, said.stream().map(Said::message).toList(), attempt);
            said.forEach(each -> log.closed(each.arrival(), Handled.DONE));
        } catch (RuntimeException e) {
            for (Said each : said) {
                log.closed(each.arrival(), e);
                failures.add(new BatchItemFailure(each.messageId()));
            }
        }
    }
}
