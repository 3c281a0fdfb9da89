package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class LambdaRuntimeTest {

    private final Template.Function bot = Template.ofProject().function("BotFunction");
    private final Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    public static final class Order {
        private String dish = "";

        public String getDish() {
            return dish;
        }

        public void setDish(String dish) {
            this.dish = dish;
        }
    }

    static final class Waiter implements RequestHandler<Order, Order> {
        @Override
        public Order handleRequest(Order order, Context context) {
            order.setDish(order.getDish() + " for " + context.getAwsRequestId());
            return order;
        }
    }

    @Test
    void a_typed_handler_gets_and_gives_its_types() throws Exception {
        assertThat(invoke(new Waiter(), "{\"dish\":\"soup\",\"unknown\":1}")).isEqualTo("{\"dish\":\"soup for r1\"}");
    }

    @Test
    void a_stream_handler_gets_and_gives_bytes() throws Exception {
        RequestStreamHandler echo = (input, output, context) -> output.write(input.readAllBytes());

        assertThat(invoke(echo, "[1]")).isEqualTo("[1]");
    }

    @Test
    void the_context_tells_what_the_template_says() throws Exception {
        RequestStreamHandler handler = (input, output, context) -> write(
                output,
                context.getFunctionName() + " " + context.getRemainingTimeInMillis() + " "
                        + context.getMemoryLimitInMB() + " " + context.getLogGroupName());

        assertThat(invoke(handler, "{}")).isEqualTo("BotFunction 10000 512 BotLogGroup");
    }

    @Test
    void time_runs_out_with_the_clock() throws Exception {
        MovableClock running = MovableClock.standing(Instant.EPOCH);
        RequestStreamHandler handler = (input, output, context) -> {
            running.move(Duration.ofSeconds(9));
            write(output, context.getRemainingTimeInMillis() + "");
            running.move(Duration.ofSeconds(9));
            write(output, " " + context.getRemainingTimeInMillis());
        };

        byte[] output = LambdaRuntime.of(bot, handler, running).invoke(new byte[0], "r1");

        assertThat(new String(output, StandardCharsets.UTF_8)).isEqualTo("1000 0");
    }

    @Test
    void what_a_handler_throws_comes_out() {
        RequestStreamHandler handler = (input, output, context) -> {
            throw new IOException("broken");
        };

        assertThatThrownBy(() -> invoke(handler, "{}"))
                .isInstanceOf(IOException.class)
                .hasMessage("broken");
    }

    @Test
    void an_object_that_is_no_handler_is_refused() {
        assertThatThrownBy(() -> LambdaRuntime.of(bot, "no handler", clock))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String invoke(Object handler, String event) throws Exception {
        byte[] output = LambdaRuntime.of(bot, handler, clock).invoke(event.getBytes(StandardCharsets.UTF_8), "r1");
        return new String(output, StandardCharsets.UTF_8);
    }

    private static void write(java.io.OutputStream output, String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
