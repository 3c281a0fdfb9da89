package dev.bellhop.slack;

import static java.util.Objects.requireNonNull;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.util.http.SlackHttpClient;
import com.slack.api.webhook.WebhookResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Slack's Web API. Built once; nothing is called by that, so a function starts while Slack is down. */
public final class SlackApi {

    /** Slack's own. */
    public static final String URL = MethodsClient.ENDPOINT_URL_PREFIX;

    private final String token;
    private final SlackConfig config;
    private final OkHttpClient http;

    /** How many seconds of this machine one second of a limit is. */
    private final int slowness;

    /**
     * @param url prefix of the methods' names, as {@link #url} returns it
     * @param token the bot's, {@code xoxb-…}
     */
    public SlackApi(String url, String token) {
        this.token = token;
        this.config = config(url);
        // HTTP/2 pays where calls share a connection. It has some 80 classes and a thread of its own, for the one call
        // of a request, which may be the first of a cold start.
        this.http = SlackHttpClient.buildOkHttpClient(config)
                .newBuilder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .build();
        this.slowness = 1;
    }

    private SlackApi(String url, String token, OkHttpClient http, int slowness) {
        this.token = token;
        this.config = config(url);
        this.http = http;
        this.slowness = slowness;
    }

    private static SlackConfig config(String url) {
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(url);
        // Statistics would cost an auth.test and a thread.
        config.setStatsEnabled(false);
        // The SDK would take HTTP_PROXY and HTTPS_PROXY. Java's own -Dhttps.proxyHost still works, as for every client.
        config.setProxyUrl(null);
        return config;
    }

    /** The same at another address, through the same HTTP client. */
    public SlackApi at(String url) {
        return new SlackApi(url, token, http, slowness);
    }

    /**
     * The same for a process whose clock goes slower than this machine's: limits are counted on that clock, and end real calls.
     *
     * @param slowness how many real seconds one second of that clock takes, 1 or more
     */
    public SlackApi slower(int slowness) {
        return new SlackApi(config.getMethodsEndpointUrlPrefix(), token, http, slowness);
    }

    /** For whoever calls no method, and only answers by a {@code response_url}. */
    public static SlackApi withoutToken() {
        return new SlackApi(URL, "");
    }

    /**
     * Reads a prefix of Slack's Web API; it may end in a slash or not.
     *
     * @throws IllegalArgumentException where {@code text} isn't an absolute http or https URL
     */
    public static String url(String text) {
        URI uri = URI.create(text);
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(text);
        }
        return text.endsWith("/") ? text : text + "/";
    }

    /**
     * What every call goes through: one pool of connections, one reading of the authorities that TLS trusts. Others may share
     * it, by {@link OkHttpClient#newBuilder()}.
     */
    public OkHttpClient http() {
        return http;
    }

    /** The SDK's entry for whatever else is built on it. */
    public Slack slack() {
        return Slack.getInstance(config, httpClient(http));
    }

    /**
     * The methods, each call of which ends within {@code limit}.
     *
     * @param limit at least a millisecond
     */
    MethodsClient methods(Duration limit) {
        return Slack.getInstance(config, httpClient(bounded(limit))).methods(token);
    }

    /** Posts to a {@code response_url}, within {@code limit}, which is at least a millisecond. */
    WebhookResponse send(String url, String json, Duration limit) throws IOException {
        return Slack.getInstance(config, httpClient(bounded(limit))).send(url, json);
    }

    private OkHttpClient bounded(Duration limit) {
        return http.newBuilder().callTimeout(limit.multipliedBy(slowness)).build();
    }

    /**
     * An answer of Slack's to a call.
     *
     * @param status of HTTP; Slack says most of what is wrong in the body, with 200
     * @param retryAfter the header
     */
    record Answer(int status, Optional<String> retryAfter, String body) {}

    /**
     * Calls a method by its name, within {@code limit}, which is at least a millisecond. The SDK's own way makes its
     * serialisers anew for each call, which takes longer than all else that is done for it, and has a class with every method
     * of Slack's: whatever is called at each message, or may be the first call of a cold start, goes this way.
     *
     * @throws IOException where Slack can't be reached, or not within {@code limit}
     */
    Answer call(String method, RequestBody body, Duration limit) throws IOException {
        return call(request(method, body).header("Authorization", authorization()), limit);
    }

    /** The header that says who we are. It must go to nobody but Slack. */
    String authorization() {
        return "Bearer " + token;
    }

    /**
     * Opens a connection for the calls to come, within {@code limit}, by the method that is there for nothing but being called.
     * It needs no token, and gets none.
     *
     * @see <a href="https://docs.slack.dev/reference/methods/api.test">api.test</a>
     * @throws IOException where Slack can't be reached, or not within {@code limit}
     */
    public void connect(Duration limit) throws IOException {
        call(request("api.test", new FormBody.Builder().build()), limit);
    }

    private Request.Builder request(String method, RequestBody body) {
        return new Request.Builder()
                .url(config.getMethodsEndpointUrlPrefix() + method)
                .post(body);
    }

    private Answer call(Request.Builder request, Duration limit) throws IOException {
        Call call = http.newCall(request.build());
        call.timeout().timeout(limit.multipliedBy(slowness).toMillis(), TimeUnit.MILLISECONDS);
        try (Response response = call.execute()) {
            // It is null only in responses that are not of execute().
            String text = requireNonNull(response.body()).string();
            return new Answer(response.code(), Optional.ofNullable(response.header("Retry-After")), text);
        }
    }

    private SlackHttpClient httpClient(OkHttpClient client) {
        SlackHttpClient wrapped = new SlackHttpClient(client);
        wrapped.setConfig(config);
        return wrapped;
    }
}
