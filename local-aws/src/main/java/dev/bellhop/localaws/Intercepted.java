package dev.bellhop.localaws;

import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Runs interceptors around the calls of a client that is not the SDK's own, as the SDK does around its own. */
final class Intercepted implements InvocationHandler {

    private final SdkClient client;
    private final String service;
    private final List<ExecutionInterceptor> interceptors;

    private Intercepted(SdkClient client, String service, List<ExecutionInterceptor> interceptors) {
        this.client = client;
        this.service = service;
        this.interceptors = interceptors;
    }

    /** @param service as the SDK's own client names itself to interceptors */
    static <C extends SdkClient> C client(
            Class<C> type, C client, String service, ExecutionInterceptor... interceptors) {
        return interceptors.length == 0
                ? client
                : type.cast(Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        new Intercepted(client, service, List.of(interceptors))));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (arguments != null && arguments.length == 1 && arguments[0] instanceof SdkRequest request) {
            ExecutionAttributes attributes = new ExecutionAttributes()
                    .putAttribute(SdkExecutionAttribute.SERVICE_NAME, service)
                    .putAttribute(SdkExecutionAttribute.OPERATION_NAME, operation(method));
            Context.BeforeExecution before = () -> request;
            interceptors.forEach(interceptor -> interceptor.beforeExecution(before, attributes));
            SdkResponse response;
            try {
                response = (SdkResponse) call(method, arguments);
            } catch (RuntimeException e) {
                interceptors.forEach(interceptor -> interceptor.onExecutionFailure(new Failed(request, e), attributes));
                throw e;
            }
            interceptors.forEach(
                    interceptor -> interceptor.afterExecution(new Answered(request, response), attributes));
            return response;
        }
        // Variants of an operation, such as those with a builder, come back to the proxy with the request they made.
        return method.isDefault() && method.getParameterCount() > 0
                ? InvocationHandler.invokeDefault(proxy, method, arguments)
                : call(method, arguments);
    }

    private Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static String operation(Method method) {
        return Character.toUpperCase(method.getName().charAt(0))
                + method.getName().substring(1);
    }

    private record Failed(SdkRequest request, Throwable exception) implements Context.FailedExecution {
        @Override
        public Optional<SdkHttpRequest> httpRequest() {
            return Optional.empty();
        }

        @Override
        public Optional<SdkHttpResponse> httpResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SdkResponse> response() {
            return Optional.empty();
        }
    }

    private record Answered(SdkRequest request, SdkResponse response) implements Context.AfterExecution {
        @Override
        public SdkHttpRequest httpRequest() {
            throw new UnsupportedOperationException("There was no HTTP request");
        }

        @Override
        public SdkHttpResponse httpResponse() {
            throw new UnsupportedOperationException("There was no HTTP response");
        }

        @Override
        public Optional<RequestBody> requestBody() {
            return Optional.empty();
        }

        @Override
        public Optional<AsyncRequestBody> asyncRequestBody() {
            return Optional.empty();
        }

        @Override
        public Optional<Publisher<ByteBuffer>> responsePublisher() {
            return Optional.empty();
        }

        @Override
        public Optional<InputStream> responseBody() {
            return Optional.empty();
        }
    }
}
