package dev.bellhop.subscribers.ops;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.aws.TimeLeft;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.operations.OpsAnswer;
import dev.bellhop.subscribers.DeadLetters;
import java.time.Clock;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** {@code /ops dlq redrive}: has the sweeper do it, which alone may take messages out of the queues. */
final class Redriving {

    private final LambdaClient lambda;
    private final String sweeper;
    private final DeadLetters queues;
    private final Clock clock;

    Redriving(LambdaClient lambda, String sweeper, DeadLetters queues, Clock clock) {
        this.lambda = lambda;
        this.sweeper = sweeper;
        this.queues = queues;
        this.clock = clock;
    }

    OpsAnswer redrive(String queue, Attempt attempt) {
        if (!queues.queues().containsKey(queue)) {
            String names =
                    String.join(", ", queues.queues().keySet().stream().sorted().toList());
            return new OpsAnswer.Refused("There are no dead letters of " + queue + ", but of: " + names + ".");
        }
        JsonObject asked = new JsonObject();
        asked.addProperty("function", "redrive");
        asked.addProperty("queue", queue);
        InvokeResponse response = lambda.invoke(request -> request.functionName(sweeper)
                .invocationType(InvocationType.REQUEST_RESPONSE)
                .payload(SdkBytes.fromUtf8String(asked.toString()))
                .overrideConfiguration(TimeLeft.of(attempt, clock)));
        if (response.functionError() != null) {
            throw new IllegalStateException(
                    sweeper + " failed (" + response.functionError() + "); its own log says why.");
        }
        JsonObject report =
                JsonParser.parseString(response.payload().asUtf8String()).getAsJsonObject();
        return new OpsAnswer.Redriven(
                queue,
                report.get("redriven").getAsInt(),
                report.get("failed").getAsInt(),
                report.get("left").getAsInt());
    }
}
