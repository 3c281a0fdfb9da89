package dev.bellhop.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * How every client of the SDK is built: region, credentials and endpoints from the SDK's own chain, and the lightest HTTP
 * client named, for the SDK would otherwise search the class path for one.
 */
public final class AwsClients {

    /** DynamoDB and SNS answer within milliseconds; a connection that takes longer is lost, and is better tried again. */
    private static final Duration CONNECT = Duration.ofSeconds(1);

    private static final Duration READ = Duration.ofSeconds(5);

    private AwsClients() {}

    /** Builds the client that {@code builder} is for. */
    public static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkClient> C build(
            B builder) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(READ))
                .build();
    }
}
