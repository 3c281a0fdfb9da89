package dev.bellhop.bench.peer;

import com.google.gson.Gson;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.aws_lambda.SlackApiLambdaHandler;
import com.slack.api.bolt.aws_lambda.request.ApiGatewayRequest;
import com.slack.api.model.event.MessageEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** Counts each word of a message that starts with the trigger, answers in its channel, and tells the topic. */
public final class NaiveBot extends SlackApiLambdaHandler {

    /** What goes to the topic. */
    record Said(String channel, String user, List<String> words) {}

    /** What Lambda calls. */
    public NaiveBot() {
        this(DynamoDbClient.create(), SnsClient.create(), System.getenv());
    }

    /** @param environment where things are, and Slack's secrets */
    public NaiveBot(DynamoDbClient dynamo, SnsClient sns, Map<String, String> environment) {
        super(app(dynamo, sns, environment));
    }

    @Override
    protected boolean isWarmupRequest(ApiGatewayRequest request) {
        return request != null && request.getBody() != null && request.getBody().equals("warmup=true");
    }

    private static App app(DynamoDbClient dynamo, SnsClient sns, Map<String, String> environment) {
        WordCounts counts = new WordCounts(dynamo, environment.getOrDefault("WORDS_TABLE", "words"));
        String topic = environment.getOrDefault("SNS_TOPIC_ARN", "");
        Gson gson = new Gson();
        SlackConfig slack = new SlackConfig();
        Optional.ofNullable(environment.get("SLACK_API_URL")).ifPresent(slack::setMethodsEndpointUrlPrefix);
        App app = new App(AppConfig.builder()
                .slack(Slack.getInstance(slack))
                .signingSecret(environment.get("SLACK_SIGNING_SECRET"))
                .singleTeamBotToken(environment.get("SLACK_BOT_TOKEN"))
                .build());
        app.message(Pattern.compile("^awsadvent\\b.*"), (payload, context) -> {
            MessageEvent event = payload.getEvent();
            List<String> words = Stream.of(
                            event.getText().toLowerCase(Locale.ROOT).split("\\s+"))
                    .toList();
            String reply = words.stream()
                    .map(word -> word + ": " + counts.add(word, 1))
                    .collect(Collectors.joining("\n"));
            context.say(reply);
            String said = gson.toJson(new Said(event.getChannel(), event.getUser(), words));
            sns.publish(request -> request.topicArn(topic).message(said));
            return context.ack();
        });
        return app;
    }
}
