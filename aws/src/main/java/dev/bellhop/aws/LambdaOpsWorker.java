package dev.bellhop.aws;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.operations.OpsRequest;
import dev.bellhop.operations.OpsWorker;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/** The ops Lambda, invoked asynchronously: what is for Slack alone is no event for the topic. */
public final class LambdaOpsWorker implements OpsWorker {

    private final Supplier<LambdaClient> lambda;
    private final String function;
    private final Clock clock;

    /** Null until it is needed. Guarded by this. */
    private @Nullable LambdaClient client;

    /** @param lambda asked for the client when it is first needed, so that no start pays for what operators alone use */
    public LambdaOpsWorker(Supplier<LambdaClient> lambda, String function, Clock clock) {
        this.lambda = lambda;
        this.function = function;
        this.clock = clock;
    }

    @Override
    public void start(OpsRequest request, Attempt attempt) {
        SdkBytes payload = SdkBytes.fromUtf8String(OpsJson.write(request).toString());
        client().invoke(invocation -> invocation
                .functionName(function)
                .invocationType(InvocationType.EVENT)
                .payload(payload)
                .overrideConfiguration(TimeLeft.of(attempt, clock)));
    }

    private synchronized LambdaClient client() {
        LambdaClient made = client == null ? lambda.get() : client;
        client = made;
        return made;
    }
}
