package dev.bellhop.local.doctor;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bellhop.local.Http;
import dev.bellhop.local.LocalBellhop;
import dev.bellhop.local.SlackManifest;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An AWS account with the stack {@value #STACK}, and Slack beside it, as they answer over HTTP: all right, until a test has
 * something answered otherwise.
 */
final class Account implements AutoCloseable {

    static final String STACK = "bellhop";
    static final String TOKEN = "xoxb-deployed";
    static final String SENDER = "bellhop@example.org";
    static final String ALARM_TOPIC = "arn:aws:sns:eu-west-1:111122223333:alarms";

    private static final Pattern FUNCTION = Pattern.compile("/2015-03-31/functions/([^/]+)/configuration");
    private static final Pattern IDENTITY = Pattern.compile("/v2/email/identities/(.+)");

    /** An answer of AWS or of Slack. */
    record Reply(int status, Map<String, String> headers, String body) {}

    private record Call(String operation, String subject) {}

    private final Template template = Template.ofProject();
    private final HttpServer server;
    private final Map<String, UnaryOperator<String>> bodies = new ConcurrentHashMap<>();
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final Map<String, String> environment = new ConcurrentHashMap<>();
    private final Map<String, String> physicalIds = new LinkedHashMap<>();
    private String scopes = String.join(",", SlackManifest.botScopes());
    private final URI requestUrl;

    /** @param bot where the deployed bot answers */
    Account(URI bot) throws IOException {
        requestUrl = bot.resolve("/slack/events");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        template.functions()
                .forEach(function -> physicalIds.put(function.name(), "bellhop-" + function.name() + "-1X"));
        template.tables().forEach(table -> physicalIds.put(table.name(), "bellhop-" + table.name() + "-1X"));
        template.queues()
                .forEach(queue -> physicalIds.put(
                        queue.name(),
                        "https://sqs.eu-west-1.amazonaws.com/111122223333/bellhop-" + queue.name() + "-1X"));
        physicalIds.put("EventsTopic", "arn:aws:sns:eu-west-1:111122223333:events");
        physicalIds.put("AlarmTopic", ALARM_TOPIC);
        environment.putAll(Map.of(
                "SLACK_SIGNING_SECRET",
                LocalBellhop.SIGNING_SECRET,
                "SLACK_BOT_TOKEN",
                TOKEN,
                "SLACK_API_URL",
                url() + "/api/",
                "EMAIL_FROM",
                SENDER,
                "OPS_USERS",
                "U0ADA0001"));
        allRight();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Stack stack() {
        return new Stack(STACK, "UPDATE_COMPLETE", Map.of("SlackRequestUrl", requestUrl.toString()), physicalIds);
    }

    Map<String, String> physicalIds() {
        return physicalIds;
    }

    /** A variable of the deployed bot. */
    void deploy(String variable, String value) {
        environment.put(variable, value);
    }

    void grant(String granted) {
        scopes = granted;
    }

    /** From now on the operation answers so, whatever it is asked about. */
    void answer(String operation, String body) {
        bodies.put(operation, subject -> body);
    }

    /** From now on the operation is refused. */
    void refuse(String operation, int status, String code, String message) {
        replies.put(
                operation,
                new Reply(
                        status,
                        Map.of("x-amzn-ErrorType", code),
                        operation.startsWith("List")
                                        || operation.startsWith("GetSMS")
                                        || operation.startsWith("DescribeS")
                                ? "<ErrorResponse><Error><Code>" + code + "</Code><Message>" + message
                                        + "</Message></Error></ErrorResponse>"
                                : "{\"__type\":\"" + code + "\",\"message\":\"" + message + "\"}"));
    }

    static String subscriptions(List<Map.Entry<String, String>> arnsAndEndpoints) {
        return arnsAndEndpoints.stream()
                .map(each -> "<member><SubscriptionArn>" + each.getKey() + "</SubscriptionArn><Protocol>"
                        + protocol(each.getValue()) + "</Protocol><Endpoint>" + each.getValue()
                        + "</Endpoint></member>")
                .collect(Collectors.joining(
                        "",
                        "<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions>",
                        "</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>"));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String protocol(String endpoint) {
        if (endpoint.contains("@")) {
            return "email";
        }
        return endpoint.contains(":sqs:") ? "sqs" : "lambda";
    }

    private void allRight() {
        bodies.put("DescribeStacks", name -> """
                <DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>%s</StackName>
                <StackStatus>UPDATE_COMPLETE</StackStatus><Outputs><member><OutputKey>SlackRequestUrl</OutputKey>
                <OutputValue>%s</OutputValue></member></Outputs></member></Stacks></DescribeStacksResult>
                </DescribeStacksResponse>""".formatted(name, requestUrl));
        bodies.put("GetFunctionConfiguration", this::function);
        bodies.put("DescribeTable", name -> """
                {"Table":{"TableName":"%s","TableStatus":"ACTIVE","GlobalSecondaryIndexes":[%s]}}""".formatted(
                name,
                template.tables().stream()
                        .filter(table -> name.contains(table.name()))
                        .flatMap(table -> table.request().globalSecondaryIndexes().stream())
                        .map(index -> "{\"IndexName\":\"" + index.indexName() + "\",\"IndexStatus\":\"ACTIVE\"}")
                        .collect(Collectors.joining(","))));
        answer("DescribeTimeToLive", """
                {"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED","AttributeName":"expires"}}""");
        answer("DescribeContinuousBackups", """
                {"ContinuousBackupsDescription":{"ContinuousBackupsStatus":"ENABLED",
                "PointInTimeRecoveryDescription":{"PointInTimeRecoveryStatus":"ENABLED"}}}""");
        bodies.put(
                "ListSubscriptionsByTopic",
                topic -> topic.equals(ALARM_TOPIC)
                        ? subscriptions(List.of(Map.entry(ALARM_TOPIC + ":1", "ada@example.org")))
                        : subscriptions(subscribers()));
        answer("GetQueueAttributes", "{\"Attributes\":{\"ApproximateNumberOfMessages\":\"0\"}}");
        answer("GetEmailIdentity", "{\"VerifiedForSendingStatus\":true}");
        answer("GetAccount", """
                {"ProductionAccessEnabled":true,"SendingEnabled":true,"EnforcementStatus":"HEALTHY",
                "SendQuota":{"Max24HourSend":50000,"SentLast24Hours":12,"MaxSendRate":14}}""");
        answer("GetSMSSandboxAccountStatus", """
                <R><GetSMSSandboxAccountStatusResult><IsInSandbox>false</IsInSandbox></GetSMSSandboxAccountStatusResult></R>""");
        answer("GetSMSAttributes", """
                <R><GetSMSAttributesResult><attributes><entry><key>MonthlySpendLimit</key><value>50</value></entry></attributes>
                </GetSMSAttributesResult></R>""");
        answer("users.info", "{\"ok\":true,\"user\":{\"id\":\"U0ADA0001\",\"name\":\"ada\"}}");
    }

    /** Each of the template's, confirmed. */
    List<Map.Entry<String, String>> subscribers() {
        List<Map.Entry<String, String>> subscribers = new ArrayList<>();
        for (Template.Subscription subscription : template.subscriptions()) {
            String[] arn = subscription.endpointArn().split(":", -1);
            String id = physicalIds.get(arn[arn.length - 1]);
            subscribers.add(Map.entry(
                    "arn:aws:sns:eu-west-1:111122223333:events:" + subscription.name(),
                    subscription.protocol().equals("sqs")
                            ? "arn:aws:sqs:eu-west-1:111122223333:" + id.substring(id.lastIndexOf('/') + 1)
                            : "arn:aws:lambda:eu-west-1:111122223333:function:" + id));
        }
        return subscribers;
    }

    private String function(String name) {
        JsonObject variables = new JsonObject();
        template.functions().stream()
                .filter(function -> name.contains(function.name()))
                .forEach(function -> function.environment().forEach(variables::addProperty));
        if (name.contains("BotFunction")) {
            environment.forEach(variables::addProperty);
        }
        return "{\"FunctionName\":\"" + name + "\",\"State\":\"Active\",\"LastUpdateStatus\":\"Successful\","
                + "\"Environment\":{\"Variables\":" + variables + "}}";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Reply reply = reply(exchange, body);
        reply.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Reply reply(HttpExchange exchange, String body) {
        if (exchange.getRequestURI().getPath().equals("/api/auth.test")) {
            return authTest(exchange.getRequestHeaders().getFirst("Authorization"));
        }
        Call call = call(exchange, body);
        if (call.operation().equals("ListStackResources")) {
            return new Reply(200, Map.of(), resources(Http.form(body).getOrDefault("NextToken", "")));
        }
        Reply refused = replies.get(call.operation());
        UnaryOperator<String> answer = bodies.get(call.operation());
        if (refused != null) {
            return refused;
        }
        return answer == null
                ? new Reply(400, Map.of("x-amzn-ErrorType", "UnknownOperation"), "{}")
                : new Reply(200, Map.of(), answer.apply(call.subject()));
    }

    private Reply authTest(String authorization) {
        return new Reply(
                200,
                Map.of("x-oauth-scopes", scopes),
                authorization.equals("Bearer " + TOKEN)
                        ? "{\"ok\":true,\"team\":\"Acme\",\"user\":\"bellhop\"}"
                        : "{\"ok\":false,\"error\":\"invalid_auth\"}");
    }

    private static Call call(HttpExchange exchange, String body) {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String path = exchange.getRequestURI().getPath();
        if (target != null) {
            JsonObject json = JsonParser.parseString(body).getAsJsonObject();
            return new Call(
                    target.substring(target.indexOf('.') + 1),
                    json.has("TableName")
                            ? json.get("TableName").getAsString()
                            : json.get("QueueUrl").getAsString());
        }
        Matcher function = FUNCTION.matcher(path);
        if (function.matches()) {
            return new Call("GetFunctionConfiguration", function.group(1));
        }
        Matcher identity = IDENTITY.matcher(path);
        if (identity.matches()) {
            return new Call("GetEmailIdentity", identity.group(1));
        }
        if (path.equals("/v2/email/account")) {
            return new Call("GetAccount", "");
        }
        if (path.startsWith("/api/")) {
            return new Call(path.substring("/api/".length()), "");
        }
        Map<String, String> form = Http.form(body);
        return new Call(
                form.getOrDefault("Action", "none"), form.getOrDefault("TopicArn", form.getOrDefault("StackName", "")));
    }

    /** In two pages. */
    private String resources(String page) {
        List<String> ids = new ArrayList<>(physicalIds.keySet());
        int half = ids.size() / 2;
        List<String> some = page.isEmpty() ? ids.subList(0, half) : ids.subList(half, ids.size());
        return some.stream()
                .map(id -> "<member><LogicalResourceId>" + id + "</LogicalResourceId><PhysicalResourceId>"
                        + physicalIds.get(id) + "</PhysicalResourceId></member>")
                .collect(Collectors.joining(
                        "",
                        "<ListStackResourcesResponse><ListStackResourcesResult><StackResourceSummaries>",
                        "</StackResourceSummaries>" + (page.isEmpty() ? "<NextToken>2</NextToken>" : "")
                                + "</ListStackResourcesResult></ListStackResourcesResponse>"));
    }
}
