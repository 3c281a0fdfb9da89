package dev.bellhop.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.ServiceException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/**
 * The template's functions, in this JVM. An asynchronous invocation that fails is tried again as the template says, and then goes
 * to the function's destination for failures.
 */
public final class LocalFunctions implements LambdaClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The kind of a pending asynchronous invocation. */
    static final String INVOCATION = "invocation";

    /**
     * A call of a function, whoever makes it.
     *
     * @param function its name
     * @param event what it is given
     */
    public record Call(String function, String event) {}

    /** Waits in the calling thread. */
    @FunctionalInterface
    public interface Pause {
        void pause(Duration duration) throws InterruptedException;
    }

    /** A fault that does not come from the function itself. */
    private static final class LambdaFault extends Exception {
        private static final long serialVersionUID = 1L;
        private final Fault fault;

        LambdaFault(Fault fault) {
            super("Told to " + fault);
            this.fault = fault;
        }
    }

    private final Map<String, Template.Function> declared;
    private final Map<String, LocalFunction> functions = new ConcurrentHashMap<>();
    private final LocalQueues queues;
    private final Activity activity;
    private final Clock clock;
    private final Supplier<String> ids;
    private final RetryDelays delays;
    private final Pause pause;
    private final int sandboxes;
    private final ServiceMetrics metrics;
    private final Watcher watcher;
    private final Pending pending;
    private final Faults<Call> faults = new Faults<>();

    /** The places of each function that are free. */
    private final Map<String, Semaphore> free = new ConcurrentHashMap<>();

    LocalFunctions(
            Template template,
            LocalQueues queues,
            Activity activity,
            Clock clock,
            Supplier<String> ids,
            RetryDelays delays,
            Pause pause,
            Room room,
            ServiceMetrics metrics,
            Watcher watcher,
            Pending pending) {
        this.declared =
                template.functions().stream().collect(Collectors.toMap(Template.Function::name, function -> function));
        this.queues = queues;
        this.activity = activity;
        this.clock = clock;
        this.ids = ids;
        this.delays = delays;
        this.pause = pause;
        this.sandboxes = room.sandboxes();
        this.metrics = metrics;
        this.watcher = watcher;
        this.pending = pending;
    }

    /**
     * Puts a handler behind a function of the template, entered as Lambda enters it; the last one counts.
     *
     * @param handler see {@link LambdaRuntime#of}
     */
    public void register(String name, Object handler) {
        register(name, LambdaRuntime.of(declared(name), handler, clock));
    }

    /** Puts anything behind a function of the template; the last one counts. */
    public void register(String name, LocalFunction function) {
        functions.put(declared(name).name(), function);
    }

    /** As if the function had been deleted. */
    public void unregister(String name) {
        functions.remove(name);
    }

    /** {@code work} of a function, once there is a {@linkplain Room place} for it, in the order of asking. */
    public LocalFunction inSandbox(String name, LocalFunction work) {
        Semaphore places = free.computeIfAbsent(name, any -> new Semaphore(sandboxes, true));
        return (event, requestId) -> {
            places.acquire();
            try {
                return work.invoke(event, requestId);
            } finally {
                places.release();
            }
        };
    }

    boolean has(String name) {
        return functions.containsKey(name);
    }

    /**
     * Faults of calls. To an asynchronous invocation {@link Fault#THROTTLE} means that it comes later without having been
     * an attempt, and any other that the attempt failed.
     */
    public Faults<Call> faults() {
        return faults;
    }

    @Override
    public InvokeResponse invoke(InvokeRequest request) {
        String name = request.functionName().substring(request.functionName().lastIndexOf(':') + 1);
        if (!functions.containsKey(name)) {
            throw ResourceNotFoundException.builder()
                    .message("Function not found: " + request.functionName())
                    .statusCode(404)
                    .build();
        }
        byte[] event = request.payload() == null
                ? "{}".getBytes(StandardCharsets.UTF_8)
                : request.payload().asByteArray();
        if (request.invocationType() == InvocationType.EVENT) {
            start(name, event);
            return InvokeResponse.builder().statusCode(202).build();
        }
        return invokeNow(name, event);
    }

    private void start(String name, byte[] event) {
        start(name, event, ids.get());
    }

    /** An asynchronous invocation, as a topic makes it too. */
    void start(String name, byte[] event, String requestId) {
        Map<String, String> what =
                Map.of("function", name, "event", new String(event, StandardCharsets.UTF_8), "requestId", requestId);
        start(name, event, requestId, pending.keep(INVOCATION, what));
    }

    /** Makes an asynchronous invocation of an earlier start from its first attempt on. */
    void resume(Map<String, String> what, Runnable done) {
        String name = what.getOrDefault("function", "");
        if (has(name)) {
            byte[] event = what.getOrDefault("event", "").getBytes(StandardCharsets.UTF_8);
            start(name, event, what.getOrDefault("requestId", ids.get()), done);
        }
    }

    private void start(String name, byte[] event, String requestId, Runnable done) {
        activity.start("invocation " + requestId + " of " + name, () -> {
            if (run(name, event, requestId)) {
                done.run();
            }
        });
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private InvokeResponse invokeNow(String name, byte[] event) {
        try {
            return InvokeResponse.builder()
                    .statusCode(200)
                    .executedVersion("$LATEST")
                    .payload(SdkBytes.fromByteArray(call(name, event, ids.get())))
                    .build();
        } catch (LambdaFault e) {
            throw error(e.fault);
        } catch (Throwable e) {
            return InvokeResponse.builder()
                    .statusCode(200)
                    .executedVersion("$LATEST")
                    .functionError("Unhandled")
                    .payload(SdkBytes.fromUtf8String(errorPayload(e).toString()))
                    .build();
        }
    }

    /** Returns whether it came to an end, be it among the dead letters. */
    private boolean run(String name, byte[] event, String requestId) {
        int attempts = declared(name).maxRetries() + 1;
        for (int attempt = 1; attempt <= attempts; ) {
            try {
                inSandbox(name, (given, id) -> call(name, given, id)).invoke(event, requestId);
                watcher.saw(new Happening.Invoked(name, requestId, attempt));
                return true;
            } catch (InterruptedException e) {
                // All of it ends.
                Thread.currentThread().interrupt();
                return false;
            } catch (Throwable e) {
                // Whatever a function dies of, Lambda outlives it.
                if (e instanceof LambdaFault told && told.fault == Fault.THROTTLE && paused(attempt)) {
                    continue;
                }
                watcher.saw(new Happening.InvocationFailed(name, requestId, attempt, e, attempt < attempts));
                if (attempt == attempts) {
                    queues.deadLetter(
                            declared(name).onFailureArn(), name, failure(name, event, requestId, attempts, e));
                } else if (!paused(attempt)) {
                    return false;
                }
                attempt++;
            }
        }
        return true;
    }

    private boolean paused(int attempt) {
        try {
            pause.pause(delays.after(attempt));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One attempt, whoever makes it. */
    byte[] call(String name, byte[] event, String requestId) throws Exception {
        LocalFunction function = functions.get(name);
        if (function == null) {
            throw new IllegalStateException("Function " + name + " is gone");
        }
        Optional<Fault> fault = faults.of(new Call(name, new String(event, StandardCharsets.UTF_8)));
        if (fault.isPresent() && fault.get() == Fault.THROTTLE) {
            // No invocation.
            throw new LambdaFault(fault.get());
        }
        LocalFunction attempt = fault.isEmpty()
                ? function
                : (given, id) -> {
                    if (fault.get().isAfterwards()) {
                        function.invoke(given, id);
                    }
                    throw new LambdaFault(fault.get());
                };
        return metrics.measured(name, attempt).invoke(event, requestId);
    }

    /**
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Records of
     *     asynchronous invocations</a>
     */
    private String failure(String name, byte[] event, String requestId, int attempts, Throwable cause) {
        ObjectNode document = JSON.createObjectNode();
        document.put("version", "1.0");
        document.put("timestamp", clock.instant().toString());
        document.putObject("requestContext")
                .put("requestId", requestId)
                .put("functionArn", declared(name).arn() + ":$LATEST")
                .put("condition", "RetriesExhausted")
                .put("approximateInvokeCount", attempts);
        document.set("requestPayload", read(event));
        document.putObject("responseContext")
                .put("statusCode", 200)
                .put("executedVersion", "$LATEST")
                .put("functionError", "Unhandled");
        document.set("responsePayload", errorPayload(cause));
        return document.toString();
    }

    private static JsonNode read(byte[] event) {
        try {
            return JSON.readTree(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("An event that is not JSON cannot have reached a function", e);
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory can't fail", e);
        }
    }

    private static ObjectNode errorPayload(Throwable cause) {
        return JSON.createObjectNode()
                .put("errorMessage", cause.getMessage())
                .put("errorType", cause.getClass().getName());
    }

    private Template.Function declared(String name) {
        Template.@Nullable Function function = declared.get(name);
        if (function == null) {
            throw new IllegalArgumentException("The template has no function " + name);
        }
        return function;
    }

    private static RuntimeException error(Fault fault) {
        return switch (fault) {
            case LOSE_REQUEST, LOSE_ANSWER -> SdkClientException.create("The connection was broken.");
            case THROTTLE ->
                TooManyRequestsException.builder()
                        .message("Rate Exceeded.")
                        .statusCode(429)
                        .build();
            case REFUSE ->
                LambdaException.builder()
                        .message("Told to " + fault)
                        .statusCode(400)
                        .build();
            case FAIL_BEFORE, FAIL_AFTER ->
                ServiceException.builder()
                        .message("Told to " + fault)
                        .statusCode(500)
                        .build();
        };
    }
}
