package dev.bellhop.localaws;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Enters a handler as Lambda does: the same serialisation between JSON and the handler's types, and a context whose time
 * runs out as the template says. A handler that takes too long is not stopped.
 */
public final class LambdaRuntime {

    private LambdaRuntime() {}

    /**
     * @param handler a {@link RequestStreamHandler}, or a {@link RequestHandler} whose class names its types
     * @param clock what the context's remaining time is counted on
     */
    public static LocalFunction of(Template.Function function, Object handler, Clock clock) {
        return switch (handler) {
            case RequestStreamHandler stream ->
                (event, requestId) -> {
                    ByteArrayOutputStream output = new ByteArrayOutputStream();
                    stream.handleRequest(
                            new ByteArrayInputStream(event), output, new Invocation(function, requestId, clock));
                    return output.toByteArray();
                };
            case RequestHandler<?, ?> typed -> {
                Type[] types = types(typed.getClass());
                yield typed(function, typed, serializer(types[0]), serializer(types[1]), clock);
            }
            default ->
                throw new IllegalArgumentException(
                        handler.getClass() + " is neither a RequestStreamHandler nor a RequestHandler");
        };
    }

    @SuppressWarnings("unchecked") // The serializer was made for the very type that the handler's class declares.
    private static <I, O> LocalFunction typed(
            Template.Function function,
            RequestHandler<I, O> handler,
            PojoSerializer<?> input,
            PojoSerializer<?> output,
            Clock clock) {
        return (event, requestId) -> {
            I request = ((PojoSerializer<I>) input).fromJson(new ByteArrayInputStream(event));
            O response = handler.handleRequest(request, new Invocation(function, requestId, clock));
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            ((PojoSerializer<O>) output).toJson(response, json);
            return json.toByteArray();
        };
    }

    private static Type[] types(Class<?> handler) {
        for (Class<?> type = handler; type != null; type = type.getSuperclass()) {
            for (Type implemented : type.getGenericInterfaces()) {
                if (implemented instanceof ParameterizedType generic && generic.getRawType() == RequestHandler.class) {
                    return generic.getActualTypeArguments();
                }
            }
        }
        throw new IllegalArgumentException(handler + " does not name the types of its RequestHandler");
    }

    /** The choice that Lambda's own runtime makes. */
    private static PojoSerializer<?> serializer(Type type) {
        return type instanceof Class<?> named && LambdaEventSerializers.isLambdaSupportedEvent(named.getName())
                ? LambdaEventSerializers.serializerFor(named, named.getClassLoader())
                : JacksonFactory.getInstance().getSerializer(type);
    }

    private static final class Invocation implements Context {
        private final Template.Function function;
        private final String requestId;
        private final Clock clock;
        private final Instant end;

        Invocation(Template.Function function, String requestId, Clock clock) {
            this.function = function;
            this.requestId = requestId;
            this.clock = clock;
            this.end = clock.instant().plus(function.timeout());
        }

        @Override
        public String getAwsRequestId() {
            return requestId;
        }

        @Override
        public String getLogGroupName() {
            return function.logGroup().orElse("/aws/lambda/" + function.name());
        }

        @Override
        public String getLogStreamName() {
            return "local";
        }

        @Override
        public String getFunctionName() {
            return function.name();
        }

        @Override
        public String getFunctionVersion() {
            return "$LATEST";
        }

        @Override
        public String getInvokedFunctionArn() {
            return function.arn();
        }

        @Override
        public @Nullable CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public @Nullable ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return (int) Math.max(0, Duration.between(clock.instant(), end).toMillis());
        }

        @Override
        public int getMemoryLimitInMB() {
            return function.memory();
        }

        @Override
        public LambdaLogger getLogger() {
            return new LambdaLogger() {
                @Override
                public void log(String message) {
                    System.out.print(message);
                }

                @Override
                public void log(byte[] message) {
                    log(new String(message, StandardCharsets.UTF_8));
                }
            };
        }
    }
}
