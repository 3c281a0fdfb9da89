package dev.bellhop.bot;

import static java.util.Objects.requireNonNull;

import dev.bellhop.aws.AwsClients;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The AWS SDK's calls through the HTTP client that Slack's SDK brings anyway. A second client would cost a cold start its
 * classes, and the JDK's waits a millisecond at each call to see whether its connection still stands and keeps none for longer
 * than five seconds.
 */
final class SharedHttp implements SdkHttpClient {

    private final OkHttpClient http;

    /** @param shared whose connections are used; stays its owner's */
    SharedHttp(OkHttpClient shared) {
        OkHttpClient.Builder builder = shared.newBuilder()
                .connectTimeout(AwsClients.CONNECT)
                .readTimeout(AwsClients.READ)
                .writeTimeout(AwsClients.READ)
                .followRedirects(false)
                // The AWS SDK tries again itself, where a connection is lost, and counts its tries.
                .retryOnConnectionFailure(false);
        // They would say that Slack's SDK is calling.
        builder.interceptors().clear();
        this.http = builder.build();
    }

    @Override
    public String clientName() {
        return "OkHttp";
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        Call call = http.newCall(request(request));
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return response(call.execute(), call);
            }

            @Override
            public void abort() {
                call.cancel();
            }
        };
    }

    /** Leaves the connections to their owner. */
    @Override
    public void close() {}

    private static Request request(HttpExecuteRequest given) {
        SdkHttpRequest head = given.httpRequest();
        Request.Builder request = new Request.Builder()
                .url(head.getUri().toString())
                .method(head.method().name(), body(head, given.contentStreamProvider()));
        head.forEachHeader((name, values) -> values.forEach(value -> request.addHeader(name, value)));
        if (head.firstMatchingHeader("Accept-Encoding").isEmpty()) {
            // Else it would be asked for gzip and unpacked, and no longer be what DynamoDB's checksum is of.
            request.header("Accept-Encoding", "identity");
        }
        return request.build();
    }

    private static @Nullable RequestBody body(SdkHttpRequest head, Optional<ContentStreamProvider> content) {
        if (content.isEmpty()) {
            return needsBody(head.method()) ? RequestBody.create(new byte[0]) : null;
        }
        long length =
                head.firstMatchingHeader("Content-Length").map(Long::parseLong).orElse(-1L);
        return new RequestBody() {
            @Override
            public okhttp3.@Nullable MediaType contentType() {
                // Among the headers already.
                return null;
            }

            @Override
            public long contentLength() {
                return length;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                try (Source source = Okio.source(content.get().newStream())) {
                    sink.writeAll(source);
                }
            }
        };
    }

    private static boolean needsBody(SdkHttpMethod method) {
        return method == SdkHttpMethod.POST || method == SdkHttpMethod.PUT || method == SdkHttpMethod.PATCH;
    }

    private static HttpExecuteResponse response(Response response, Call call) {
        SdkHttpResponse.Builder head =
                SdkHttpFullResponse.builder().statusCode(response.code()).statusText(response.message());
        response.headers().forEach(header -> head.appendHeader(header.getFirst(), header.getSecond()));
        // It is null only in responses that are not of execute().
        InputStream body = requireNonNull(response.body()).byteStream();
        return HttpExecuteResponse.builder()
                .response(head.build())
                .responseBody(AbortableInputStream.create(body, call::cancel))
                .build();
    }
}
