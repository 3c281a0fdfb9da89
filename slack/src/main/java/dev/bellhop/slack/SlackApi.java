package dev.bellhop.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.util.http.SlackHttpClient;
import com.slack.api.webhook.WebhookResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * Slack's Web API. Built once; nothing is called before somebody is to be answered, so a function starts while Slack is
 * down.
 */
public final class SlackApi {

    /** Slack's own. */
    public static final String URL = MethodsClient.ENDPOINT_URL_PREFIX;

    private final String token;
    private final SlackConfig config;
    private final OkHttpClient http;

    /**
     * @param url prefix of the methods' names, as {@link #url} returns it
     * @param token the bot's, {@code xoxb-…}
     */
    public SlackApi(String url, String token) {
        this.token = token;
        this.config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(url);
        // Statistics would cost an auth.test and a thread.
        config.setStatsEnabled(false);
        // The SDK would take HTTP_PROXY and HTTPS_PROXY. Java's own -Dhttps.proxyHost still works, as for every client.
        config.setProxyUrl(null);
        // HTTP/2 pays where calls share a connection. It has some 80 classes and a thread of its own, for the one call
        // of a
        // request, which may be the first of a cold start.
        this.http = SlackHttpClient.buildOkHttpClient(config)
                .newBuilder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .build();
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
        OkHttpClient bounded = http.newBuilder().callTimeout(limit).build();
        return Slack.getInstance(config, httpClient(bounded)).methods(token);
    }

    /** Posts to a {@code response_url}, within {@code limit}, which is at least a millisecond. */
    WebhookResponse send(String url, String json, Duration limit) throws IOException {
        OkHttpClient bounded = http.newBuilder().callTimeout(limit).build();
        return Slack.getInstance(config, httpClient(bounded)).send(url, json);
    }

    private SlackHttpClient httpClient(OkHttpClient client) {
        SlackHttpClient wrapped = new SlackHttpClient(client);
        wrapped.setConfig(config);
        return wrapped;
    }
}
