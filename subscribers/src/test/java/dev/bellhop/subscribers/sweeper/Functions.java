package dev.bellhop.subscribers.sweeper;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** One function of Lambda, which fails at every payload that has the word {@code poison} in it. */
final class Functions implements LambdaClient {

    static final String NAME = "bellhop-MultiplierFunction-1";

    private final List<String> payloads = new ArrayList<>();
    private Runnable work = () -> {};
    private UnaryOperator<String> answer = payload -> "null";

    /** What it was invoked with, successfully. */
    List<String> payloads() {
        return payloads;
    }

    /** What it answers to a payload. */
    void answering(UnaryOperator<String> what) {
        answer = what;
    }

    /** Happens at each invocation. */
    void working(Runnable what) {
        work = what;
    }

    @Override
    public InvokeResponse invoke(InvokeRequest request) {
        if (!request.functionName().equals(NAME)) {
            throw ResourceNotFoundException.builder()
                    .message("Function not found: " + request.functionName())
                    .build();
        }
        if (request.invocationType() != InvocationType.REQUEST_RESPONSE) {
            throw new IllegalArgumentException("An asynchronous invocation doesn't tell whether it worked.");
        }
        work.run();
        String payload = request.payload().asUtf8String();
        if (payload.contains("poison")) {
            return InvokeResponse.builder()
                    .statusCode(200)
                    .functionError("Unhandled")
                    .payload(SdkBytes.fromUtf8String("{\"errorMessage\":\"a secret\"}"))
                    .build();
        }
        payloads.add(payload);
        return InvokeResponse.builder()
                .statusCode(200)
                .payload(SdkBytes.fromUtf8String(answer.apply(payload)))
                .build();
    }

    @Override
    public String serviceName() {
        return "lambda";
    }

    @Override
    public void close() {}
}
