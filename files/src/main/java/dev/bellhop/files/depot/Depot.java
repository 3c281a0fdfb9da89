package dev.bellhop.files.depot;

import dev.bellhop.aws.AwsClients;
import dev.bellhop.aws.DynamoFileStore;
import dev.bellhop.aws.DynamoLedger;
import dev.bellhop.aws.SnsPublisher;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Patience;
import dev.bellhop.files.Forgetting;
import dev.bellhop.files.bucket.S3Bytes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;

/** Where files are, and what is done there. */
public record Depot(
        DynamoLedger ledger,
        DynamoFileStore store,
        S3Bytes bytes,
        Forgetting forgetting,
        Delivery delivery,
        Patience patience) {

    /** S3 takes a large file in some seconds. */
    private static final Duration S3_ANSWER = Duration.ofSeconds(30);

    /** S3, where the environment says that it is. */
    public static S3Client s3() {
        return AwsClients.build(S3Client.builder(), S3_ANSWER);
    }

    /**
     * @param pause waits before a transaction in conflict is tried again
     * @param aside runs the publishing
     */
    public static Depot of(
            DepotConfig config,
            DynamoDbClient dynamo,
            SnsClient sns,
            S3Client s3,
            Journal journal,
            Clock clock,
            Patience.Pause pause,
            RandomGenerator random,
            Executor aside) {
        var ledger = new DynamoLedger(dynamo, config.ledgerTable(), clock);
        var store = new DynamoFileStore(
                dynamo, config.filesTable(), config.ledgerTable(), config.retention(), clock, pause);
        var bytes = new S3Bytes(s3, config.filesBucket());
        var patience = new Patience(clock, pause, random);
        var delivery = new Delivery(
                ledger,
                Optional.of(new SnsPublisher(sns, config.topicArn(), clock)),
                mark -> {
                    throw new IllegalStateException("What is noted of files fits into one transaction.");
                },
                patience,
                journal,
                clock,
                aside);
        return new Depot(ledger, store, bytes, new Forgetting(store, bytes, patience, clock), delivery, patience);
    }
}
