package dev.bellhop.aws;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * How every client of the SDK is built: region, credentials and endpoints from the SDK's own chain, and the lightest HTTP
 * client named, for the SDK would otherwise search the class path for one.
 */
public final class AwsClients {

    /** DynamoDB and SNS answer within milliseconds; a connection that takes longer is lost, and is better tried again. */
    public static final Duration CONNECT = Duration.ofSeconds(1);

    /** What an answer may take where nothing else is said. */
    public static final Duration READ = Duration.ofSeconds(5);

    /** No call takes longer, however much time is left: DynamoDB is down then, and whoever waits is to hear it. */
    private static final Duration DYNAMO_CALL = Duration.ofMillis(2_200);

    /** A try that takes so long is lost; there is time for another. */
    private static final Duration DYNAMO_TRY = Duration.ofMillis(1_500);

    private static final int DYNAMO_TRIES = 6;

    private AwsClients() {}

    /** Builds the client that {@code builder} is for. */
    public static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkClient> C build(
            B builder) {
        return build(builder, READ);
    }

    /**
     * Builds the client that {@code builder} is for.
     *
     * @param read how long an answer may take
     */
    public static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkClient> C build(
            B builder, Duration read) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(read))
                .build();
    }

    /**
     * Builds the client that {@code builder} is for, where the process has an HTTP client already.
     *
     * @param http stays its owner's
     */
    public static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkClient> C build(
            B builder, SdkHttpClient http) {
        return builder.httpClient(http).build();
    }

    /**
     * DynamoDB. A call ends when the {@linkplain CurrentAttempt current attempt} does, so that there is time for the answer
     * that says so. A plain write may meet the transaction of a duplicate at the same mark, and DynamoDB refuses it then,
     * which the SDK by itself takes for final.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html">Transaction
     *     conflict handling</a>
     */
    public static DynamoDbClient dynamo() {
        return dynamo(DynamoDbClient.builder());
    }

    /**
     * The same from a builder that says where DynamoDB is.
     *
     * @param interceptors told of every call
     * @see #dynamo()
     */
    public static DynamoDbClient dynamo(DynamoDbClientBuilder builder, ExecutionInterceptor... interceptors) {
        return build(bounded(builder, interceptors));
    }

    /**
     * The same where the process has an HTTP client already.
     *
     * @param http stays its owner's
     * @see #dynamo()
     */
    public static DynamoDbClient dynamo(SdkHttpClient http) {
        return build(bounded(DynamoDbClient.builder()), http);
    }

    private static DynamoDbClientBuilder bounded(DynamoDbClientBuilder builder, ExecutionInterceptor... interceptors) {
        RetryStrategy retries = AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(DYNAMO_TRIES)
                .backoffStrategy(BackoffStrategy.exponentialDelay(Duration.ofMillis(25), Duration.ofMillis(400)))
                // The SDK would wait a second first, of the three that there are.
                .throttlingBackoffStrategy(
                        BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofMillis(800)))
                .retryOnException(TransactionConflictException.class)
                .build();
        List<ExecutionInterceptor> all = Stream.concat(
                        Stream.of(TimeLeft.ofCurrent(DYNAMO_CALL)), Arrays.stream(interceptors))
                .toList();
        return builder.overrideConfiguration(configuration -> configuration
                .retryStrategy(retries)
                .apiCallAttemptTimeout(DYNAMO_TRY)
                .executionInterceptors(all));
    }
}
