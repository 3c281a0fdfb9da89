package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

final class PendingFileTest {

    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:EventsTopic";

    @TempDir
    private Path folder;

    private Path file;

    /** What the functions were given. */
    private final List<String> given = new ArrayList<>();

    @BeforeEach
    void name() {
        file = folder.resolve("new folder/pending.jsonl");
    }

    @Test
    void what_was_taken_and_not_done_is_left_to_the_next_start() throws IOException {
        try (PendingFile pending = PendingFile.open(file)) {
            assertThat(pending.left()).isEmpty();
            pending.keep("a", Map.of("text", "one"));
            pending.keep("b", Map.of("text", "two\n\u2028 \"\ud83d\udc4d\"")).run();
            pending.keep("a", Map.of("text", "three\n\u2028 \"\ud83d\udc4d\""));
        }

        try (PendingFile pending = PendingFile.open(file)) {
            assertThat(pending.left())
                    .extracting(PendingFile.Left::what)
                    .containsExactly(Map.of("text", "one"), Map.of("text", "three\n\u2028 \"\ud83d\udc4d\""));
            pending.left().getFirst().done().run();
            pending.keep("c", Map.of());
        }

        try (PendingFile pending = PendingFile.open(file)) {
            assertThat(pending.left()).extracting(PendingFile.Left::kind).containsExactly("a", "c");
        }
    }

    @Test
    void wherever_a_write_ends_what_was_taken_before_is_there() throws IOException {
        try (PendingFile pending = PendingFile.open(file)) {
            pending.keep("first", Map.of("text", "é"));
            pending.keep("second", Map.of()).run();
        }
        byte[] whole = Files.readAllBytes(file);
        int first = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;

        for (int length = first; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (PendingFile pending = PendingFile.open(file)) {
                assertThat(pending.left()).extracting(PendingFile.Left::kind).startsWith("first");
                pending.keep("third", Map.of());
            }
            try (PendingFile pending = PendingFile.open(file)) {
                assertThat(pending.left()).extracting(PendingFile.Left::kind).endsWith("third");
            }
        }
    }

    @Test
    void the_file_does_not_grow_with_what_is_done() throws IOException {
        try (PendingFile pending = PendingFile.open(file)) {
            pending.keep("stays", Map.of());
            for (int i = 0; i < 5_000; i++) {
                pending.keep("goes", Map.of("text", "x".repeat(1_000))).run();
            }
        }

        assertThat(Files.size(file)).isLessThan(1_200_000);
        try (PendingFile pending = PendingFile.open(file)) {
            assertThat(pending.left()).extracting(PendingFile.Left::kind).containsExactly("stays");
        }
    }

    @Test
    void a_message_that_was_on_its_way_reaches_its_subscribers_after_the_next_start() throws IOException {
        try (PendingFile pending = PendingFile.open(file)) {
            aws(pending, killed())
                    .topics()
                    .publish(request -> request.topicArn(TOPIC)
                            .message("{\"type\":\"bellhop.other.v1\"}")
                            .messageAttributes(Map.of(
                                    "team",
                                    MessageAttributeValue.builder()
                                            .dataType("String")
                                            .stringValue("T1")
                                            .build())));
        }

        start();

        assertThat(given)
                .singleElement()
                .asString()
                .contains("bellhop.other.v1", "\"team\":{\"Type\":\"String\",\"Value\":\"T1\"}");
        assertNothingLeft();
    }

    @Test
    void an_invocation_that_was_under_way_is_made_again_after_the_next_start() throws IOException {
        try (PendingFile pending = PendingFile.open(file)) {
            LocalAws aws = aws(pending, Runnable::run);
            aws.functions().register("LoggerFunction", (event, requestId) -> {
                throw new IllegalStateException("It is killed while it waits for the second attempt.");
            });
            aws.functions()
                    .invoke(request -> request.functionName("LoggerFunction")
                            .invocationType(InvocationType.EVENT)
                            .payload(SdkBytes.fromUtf8String("{\"n\":1}")));
            // This thread was the process's.
            assertThat(Thread.interrupted()).isTrue();
        }

        start();

        assertThat(given).containsExactly("{\"n\":1}");
        assertNothingLeft();
    }

    @Test
    void what_was_in_a_queue_is_in_it_after_the_next_start_until_it_is_deleted() throws IOException {
        String url = Intrinsics.queueUrl("MultiplierDeadLetters");
        try (PendingFile pending = PendingFile.open(file)) {
            LocalAws aws = aws(pending, Runnable::run);
            aws.queues().sendMessage(request -> request.queueUrl(url).messageBody("kept"));
            aws.queues().sendMessage(request -> request.queueUrl(url).messageBody("deleted"));
            List<String> receipts = aws
                    .queues()
                    .receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10))
                    .messages()
                    .stream()
                    .map(message -> message.receiptHandle())
                    .toList();
            aws.queues().deleteMessage(request -> request.queueUrl(url).receiptHandle(receipts.getLast()));
        }

        try (PendingFile pending = PendingFile.open(file)) {
            LocalAws aws = aws(pending, Runnable::run);
            aws.resume(pending.left());

            assertThat(aws.queues()
                            .receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10))
                            .messages())
                    .singleElement()
                    .satisfies(message -> assertThat(message.body()).isEqualTo("kept"));
        }
    }

    @Test
    void what_is_for_nobody_any_more_is_left_where_it_is() throws IOException {
        try (PendingFile pending = PendingFile.open(file)) {
            pending.keep(LocalFunctions.INVOCATION, Map.of("function", "GoneFunction", "event", "{}"));
            pending.keep(LocalTopics.MESSAGE, Map.of("topicArn", "arn:gone", "message", "{}"));
            pending.keep(LocalQueues.QUEUED, Map.of("url", "http://gone", "body", "{}"));
        }

        start();

        try (PendingFile pending = PendingFile.open(file)) {
            assertThat(pending.left()).hasSize(3);
        }
    }

    private void start() throws IOException {
        try (PendingFile pending = PendingFile.open(file)) {
            aws(pending, Runnable::run).resume(pending.left());
        }
    }

    private void assertNothingLeft() throws IOException {
        try (PendingFile pending = PendingFile.open(file)) {
            assertThat(pending.left()).isEmpty();
        }
    }

    /** Nothing is done behind an answer any more. */
    private static Executor killed() {
        return task -> {};
    }

    private LocalAws aws(Pending pending, Executor executor) {
        LocalAws aws = new LocalAws(
                Template.ofProject(),
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                executor,
                RetryDelays.NONE,
                Duration.ZERO,
                wait -> {
                    throw new InterruptedException();
                },
                Room.ENOUGH,
                happening -> {},
                pending);
        aws.functions().register("LoggerFunction", (event, requestId) -> {
            given.add(new String(event, StandardCharsets.UTF_8));
            return new byte[0];
        });
        return aws;
    }
}
