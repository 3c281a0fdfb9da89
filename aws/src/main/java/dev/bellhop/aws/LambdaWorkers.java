package dev.bellhop.aws;

import com.google.gson.JsonObject;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.files.FilesWorker;
import dev.bellhop.operations.OpsWorker;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/** Other Lambdas, invoked asynchronously: what is for Slack alone is no event for the topic. */
public final class LambdaWorkers {

    private final Supplier<LambdaClient> lambda;
    private final Clock clock;

    /** Null until it is needed. Guarded by this. */
    private @Nullable LambdaClient client;

    /** @param lambda asked for the client when it is first needed, so that no start pays for what few messages use */
    public LambdaWorkers(Supplier<LambdaClient> lambda, Clock clock) {
        this.lambda = lambda;
        this.clock = clock;
    }

    /** What does what operators ask for. */
    public OpsWorker ops(String function) {
        return (request, attempt) -> start(function, OpsJson.write(request), attempt);
    }

    /** What has the files. */
    public FilesWorker files(String function) {
        return (request, attempt) -> start(function, FilesJson.write(request), attempt);
    }

    private void start(String function, JsonObject payload, Attempt attempt) {
        client().invoke(invocation -> invocation
                .functionName(function)
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String(payload.toString()))
                .overrideConfiguration(TimeLeft.of(attempt, clock)));
    }

    private synchronized LambdaClient client() {
        LambdaClient made = client == null ? lambda.get() : client;
        client = made;
        return made;
    }
}
