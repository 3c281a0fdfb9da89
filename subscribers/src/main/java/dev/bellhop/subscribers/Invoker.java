package dev.bellhop.subscribers;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.aws.TimeLeft;
import dev.bellhop.delivery.Attempt;
import java.time.Clock;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Has another function do something, and waits for its answer. */
public final class Invoker {

    private final LambdaClient lambda;
    private final Clock clock;

    public Invoker(LambdaClient lambda, Clock clock) {
        this.lambda = lambda;
        this.clock = clock;
    }

    /**
     * What {@code function} answers, within the time that is left for {@code attempt}.
     *
     * @throws IllegalStateException where the function failed
     * @throws software.amazon.awssdk.core.exception.SdkException where it could not be asked
     */
    public JsonElement invoke(String function, JsonObject payload, Attempt attempt) {
        InvokeResponse response = lambda.invoke(request -> request.functionName(function)
                .invocationType(InvocationType.REQUEST_RESPONSE)
                .payload(SdkBytes.fromUtf8String(payload.toString()))
                .overrideConfiguration(TimeLeft.of(attempt, clock)));
        if (response.functionError() != null) {
            throw new IllegalStateException(
                    function + " failed (" + response.functionError() + "); its own log says why.");
        }
        return JsonParser.parseString(response.payload().asUtf8String());
    }
}
