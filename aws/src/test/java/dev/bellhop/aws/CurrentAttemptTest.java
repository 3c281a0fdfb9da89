package dev.bellhop.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.localaws.LocalDynamo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class CurrentAttemptTest {

    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final List<Duration> bounds = new ArrayList<>();
    private final LocalDynamo dynamo = LocalDynamo.inMemory();

    /** Notes what a call may take, and gives it more: a busy machine may need it, and only the bound is of interest here. */
    private final DynamoDbClient client = AwsClients.dynamo(dynamo.clientBuilder(), new ExecutionInterceptor() {
        @Override
        public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
            AwsRequest request = (AwsRequest) context.request();
            bounds.add(request.overrideConfiguration()
                    .flatMap(bound -> bound.apiCallTimeout())
                    .orElseThrow());
            return request.toBuilder()
                    .overrideConfiguration(bound ->
                            bound.apiCallTimeout(Duration.ofMinutes(1)).apiCallAttemptTimeout(Duration.ofMinutes(1)))
                    .build();
        }
    });

    @AfterEach
    void stop() {
        client.close();
        dynamo.close();
    }

    /** Milliseconds left, and what a call may take of them. */
    @ParameterizedTest
    @CsvSource({"800, 800", "30000, 2200", "1, 400", "-5, 400"})
    void a_call_ends_when_the_attempt_does_yet_has_what_a_last_write_takes(long left, long bound) throws Exception {
        CurrentAttempt.during(attempt(left), CLOCK, client::listTables);

        assertThat(bounds).containsExactly(Duration.ofMillis(bound));
    }

    @Test
    void an_attempt_bounds_nothing_after_it() {
        assertThatThrownBy(() -> CurrentAttempt.during(attempt(800), CLOCK, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        client.listTables();

        assertThat(bounds).containsExactly(Duration.ofMillis(2_200));
    }

    private static Attempt attempt(long left) {
        return Attempt.of("a1", NOW.plusSeconds(60), NOW.plusMillis(left));
    }
}
