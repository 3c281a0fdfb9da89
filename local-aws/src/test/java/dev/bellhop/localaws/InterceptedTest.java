package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

final class InterceptedTest {

    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:EventsTopic";

    private final List<String> seen = new ArrayList<>();
    private final LocalAws aws = new LocalAws(Template.ofProject());

    private final ExecutionInterceptor recorder = new ExecutionInterceptor() {
        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            seen.add(name(attributes) + " "
                    + (context.request() instanceof PublishRequest publish ? publish.message() : ""));
        }

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            seen.add(name(attributes) + " " + (context.response() instanceof PublishResponse ? "published" : ""));
        }
    };

    @Test
    void an_interceptor_is_told_of_each_call_once_whatever_the_variant() {
        SnsClient client = aws.topics(recorder);

        client.publish(request -> request.topicArn(TOPIC).message("a"));
        client.publish(PublishRequest.builder().topicArn(TOPIC).message("b").build());

        assertThat(seen)
                .containsExactly("Sns Publish a", "Sns Publish published", "Sns Publish b", "Sns Publish published");
    }

    @Test
    void services_are_named_as_by_the_sdk_itself() {
        try (LocalDynamo dynamo = LocalDynamo.inMemory();
                DynamoDbClient client = dynamo.client(recorder)) {
            client.listTables();
        }

        assertThat(seen).containsExactly("DynamoDb ListTables ", "DynamoDb ListTables ");
    }

    @Test
    void an_interceptor_that_throws_before_prevents_the_call() {
        SnsClient client = aws.topics(new ExecutionInterceptor() {
            @Override
            public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                throw new IllegalStateException("crash");
            }
        });

        assertThatThrownBy(
                        () -> client.publish(request -> request.topicArn(TOPIC).message("a")))
                .hasMessage("crash");
        aws.awaitQuiet(Duration.ofMinutes(2));

        assertThat(aws.queues().bodies("LoggerDeadLetters")).isEmpty();
    }

    @Test
    void an_error_comes_out_as_it_is() {
        assertThatThrownBy(() -> aws.topics(recorder)
                        .publish(request -> request.topicArn(TOPIC).message("")))
                .isInstanceOf(InvalidParameterException.class);
    }

    private static String name(ExecutionAttributes attributes) {
        return attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME) + " "
                + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    }
}
