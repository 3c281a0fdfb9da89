package dev.bellhop.local.doctor;

import dev.bellhop.aws.AwsClients;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Clients of all that is looked at, from the SDK's own chain. */
record Services(LambdaClient lambda, DynamoDbClient dynamo, SnsClient sns, SqsClient sqs, SesV2Client ses)
        implements AutoCloseable {

    private static final Duration READ = Duration.ofSeconds(20);

    static Services ofProcess() {
        return new Services(
                AwsClients.build(LambdaClient.builder(), READ),
                AwsClients.build(DynamoDbClient.builder(), READ),
                AwsClients.build(SnsClient.builder(), READ),
                AwsClients.build(SqsClient.builder(), READ),
                AwsClients.build(SesV2Client.builder(), READ));
    }

    @Override
    public void close() {
        lambda.close();
        dynamo.close();
        sns.close();
        sqs.close();
        ses.close();
    }
}
