package dev.bellhop.local.replay;

import dev.bellhop.aws.AwsClients;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.WordSettings;
import dev.bellhop.words.Shards;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** The program behind {@code bin/replay}. */
final class Main {

    private static final int ALL_COUNTED = 0;
    private static final int SOMETHING_LEFT = 1;
    private static final int NOT_DONE = 2;

    private final PrintStream out;
    private final PrintStream err;

    private Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(new Main(out, err).run(args));
    }

    private int run(String... args) {
        try {
            Request request = Request.parse(args);
            Environment environment = Environment.ofProcess();
            Shards shards = WordSettings.shards(environment);
            int bonus = WordSettings.bonus(environment);
            Counted counted = read(request);
            // Not as the functions have it: nobody waits for an answer here, so it may take its time.
            try (DynamoDbClient dynamo = AwsClients.build(DynamoDbClient.builder())) {
                requireFitting(request, dynamo);
                return replay(request, counted, dynamo, shards, bonus);
            }
        } catch (NotDoneException | IllegalArgumentException | Environment.ConfigurationException e) {
            return notDone(String.valueOf(e.getMessage()));
        } catch (AwsServiceException e) {
            return notDone("DynamoDB says: " + e.awsErrorDetails().errorMessage());
        } catch (SdkClientException e) {
            return notDone("no region or no credentials, or DynamoDB can't be reached. "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static Counted read(Request request) throws NotDoneException {
        Counted counted = new Counted(request.from(), request.to());
        for (Path file : request.files()) {
            try {
                new Export(file).read(counted::take);
            } catch (NoSuchFileException e) {
                throw new NotDoneException("there is no file " + file);
            } catch (IOException e) {
                throw new NotDoneException(file + " can't be read: " + e.getMessage());
            }
        }
        return counted;
    }

    /** Counts without their marks would be counted twice, and marks without their counts would leave them out. */
    private static void requireFitting(Request request, DynamoDbClient dynamo) throws NotDoneException {
        boolean words = holdsSomething(dynamo, request.words());
        boolean ledger = holdsSomething(dynamo, request.ledger());
        if (words && !ledger) {
            throw new NotDoneException("the table " + request.words() + " has counts, and " + request.ledger()
                    + " no marks of them: what is in both, counts and files, would be counted twice. Take two empty"
                    + " tables, or two that were restored to the same moment.");
        }
        if (ledger && !words) {
            throw new NotDoneException("the table " + request.ledger() + " has marks, and " + request.words()
                    + " no counts: what the marks are of would not be counted. Take two empty tables, or two that"
                    + " were restored to the same moment.");
        }
        if (words && !request.goesOn()) {
            throw new NotDoneException("the tables " + request.words() + " and " + request.ledger()
                    + " are not empty. If they were restored to the same moment, or are of a replay that was broken"
                    + " off, say --continue: what has a mark is not counted again.");
        }
    }

    private static boolean holdsSomething(DynamoDbClient dynamo, String table) throws NotDoneException {
        try {
            return dynamo.scan(scan -> scan.tableName(table).limit(1)).count() > 0;
        } catch (ResourceNotFoundException e) {
            throw new NotDoneException("there is no table " + table + " in this account and region");
        }
    }

    private int replay(Request request, Counted counted, DynamoDbClient dynamo, Shards shards, int bonus) {
        Replay replay = new Replay(
                dynamo,
                request.words(),
                request.ledger(),
                shards,
                bonus,
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                wait -> LockSupport.parkNanos(wait.toNanos()),
                new Random());
        List<Counted.Message> messages = counted.messages();
        Replay.Report report = replay.run(messages);
        counted.broken().forEach(line -> err.println("broken   " + line));
        counted.foreign().forEach(line -> err.println("foreign  " + line));
        out.println(
                "read     " + counted.lines() + " lines in " + request.files().size() + " files");
        out.println("counted  " + report.counted() + " messages, in " + request.words());
        out.println("bonus    " + report.bonuses() + " messages, " + bonus + " for each time that a word was said");
        out.println("known    " + report.known() + " messages that had their mark in " + request.ledger());
        out.println("repeated " + counted.repeated() + " lines that say what another one said");
        out.println("outside  " + counted.outside() + " messages that are not of the time asked for");
        out.println("other    " + counted.others() + " lines that count nothing");
        out.println("foreign  " + counted.foreign().size() + " lines that Bellhop did not publish, left out");
        out.println("broken   " + counted.broken().size() + " lines that can't be read, left out");
        if (report.stopped().isPresent()) {
            return notDone("it stopped after " + (report.counted() + report.known()) + " of " + messages.size()
                    + " messages; run it again with --continue. "
                    + report.stopped().get().getMessage());
        }
        if (report.held() > 0) {
            err.println("bin/replay: " + report.held()
                    + " messages are held by a run that was broken off; run it again with"
                    + " --continue in a minute.");
        }
        boolean all = counted.broken().isEmpty() && counted.foreign().isEmpty() && report.held() == 0;
        return all ? ALL_COUNTED : SOMETHING_LEFT;
    }

    private int notDone(String reason) {
        err.println("bin/replay: " + reason);
        return NOT_DONE;
    }

    /** Nothing was counted; the message says why. */
    private static final class NotDoneException extends Exception {
        private static final long serialVersionUID = 1L;

        NotDoneException(String message) {
            super(message);
        }
    }
}
