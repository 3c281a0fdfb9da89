package dev.bellhop.bot;

import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.aws_lambda.SlackApiLambdaHandler;
import com.slack.api.bolt.aws_lambda.request.ApiGatewayRequest;
import com.slack.api.bolt.aws_lambda.response.ApiGatewayResponse;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.builtin.EventRequest;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.EventsApiPayloadParser;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Journal;
import dev.bellhop.slack.SlackApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bolt behind our own entrance: it gets requests that are decoded and verified already, makes no call of its own, and logs
 * no body.
 */
final class BoltAdapter extends SlackApiLambdaHandler {

    BoltAdapter(App app) {
        super(app);
    }

    /**
     * A Bolt app without listeners. With its middleware named, Bolt calls no {@code auth.test} at start. What its
     * configuration would otherwise take from the environment is set, for a client id and secret there would make it an
     * app for many workspaces.
     */
    static App app(SlackApi api, String botToken, Journal journal) {
        AppConfig config = AppConfig.builder()
                .slack(api.slack())
                .singleTeamBotToken(botToken)
                .signingSecret(null)
                .clientId(null)
                .clientSecret(null)
                .redirectUri(null)
                .scope(null)
                .userScope(null)
                .requestVerificationEnabled(false)
                .sslCheckEnabled(false)
                .ignoringSelfEventsEnabled(false)
                // What nobody here listens to is most of what is said, and no news.
                .allEventsApiAutoAckEnabled(true)
                // Bolt would answer 404, and Slack would try again.
                .unmatchedRequestHandler(request -> {
                    journal.note("unhandled", request.getRequestType().name(), "nothing here is registered for it");
                    return Response.ok();
                })
                .build();
        return new App(config, List.of());
    }

    /**
     * Lets the listeners answer.
     *
     * @param botUser the bot's user id in the workspace that the request is from, where the request tells
     * @throws BadRequestException where a part of {@code body} that Bolt reads is not as it should be
     * @throws Exception what a listener throws
     */
    HttpAnswer answer(HttpRequest request, String body, Optional<String> botUser, Attempt attempt) throws Exception {
        Optional<Request<?>> parsed = parsed(request, body);
        if (parsed.isEmpty()) {
            return HttpAnswer.NOTHING_TO_SAY;
        }
        botUser.ifPresent(parsed.get().getContext()::setBotUserId);
        CarriedAttempt.put(parsed.get().getContext(), attempt);
        ApiGatewayResponse response = toApiGatewayResponse(app().run(parsed.get()));
        String text = response.getBody() == null ? "" : response.getBody();
        return new HttpAnswer(response.getStatusCode(), response.getHeaders(), text);
    }

    private Optional<Request<?>> parsed(HttpRequest request, String body) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
        ApiGatewayRequest input = new ApiGatewayRequest();
        input.setHttpMethod(request.method());
        input.setPath(request.path());
        input.setHeaders(headers);
        input.setBody(body);
        try {
            Request<?> parsed = toSlackRequest(input);
            if (parsed instanceof EventRequest event) {
                // Bolt does this again beside the listeners, where it could not be told from a failure of theirs.
                EventsApiPayloadParser.buildEventPayload(event);
                CarriedFiles.put(event);
            }
            return Optional.ofNullable(parsed);
        } catch (RuntimeException e) {
            throw new BadRequestException("The body is not a request of Slack's.", e);
        }
    }

    @Override
    protected boolean isWarmupRequest(ApiGatewayRequest request) {
        return false;
    }
}
