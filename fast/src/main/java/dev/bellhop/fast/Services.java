package dev.bellhop.fast;

import com.sun.net.httpserver.HttpExchange;
import dev.bellhop.lambdaprocess.ServicesFront;
import dev.bellhop.lambdaprocess.ServicesFront.Form;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * DynamoDB, SNS and Slack as far as the bot's own classes are concerned: each call is answered in the form that the service
 * answers in, and nothing is kept. A build needs no database for that, and none whose licence somebody has to accept.
 */
final class Services implements ServicesFront.Services {

    private record Answer(int status, String body) {}

    @Override
    public void dynamo(HttpExchange exchange, String target, byte[] request) throws IOException {
        String operation = target.substring(target.indexOf('.') + 1);
        Answer answer = dynamo(operation, new String(request, StandardCharsets.UTF_8));
        Form.DYNAMO.send(exchange, answer.status(), answer.body());
    }

    @Override
    public void slack(HttpExchange exchange, String method) throws IOException {
        Form.SLACK.send(
                exchange,
                200,
                "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1700000000.000100\",\"message\":{\"type\":\"message\"},"
                        + "\"user\":{\"id\":\"U1\",\"tz\":\"Europe/Berlin\",\"real_name\":\"Ada\"}}");
    }

    @Override
    public void sns(HttpExchange exchange, String form) throws IOException {
        Answer answer = sns(form);
        Form.SNS.send(exchange, answer.status(), answer.body());
    }

    private static Answer dynamo(String operation, String body) {
        // What the bot does before anybody asks has a condition that can't hold.
        boolean refused = body.contains("REHEARSAL");
        return switch (operation) {
            case "TransactWriteItems" -> refused ? new Answer(400, """
                                {"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",\
                                "message":"Transaction cancelled, please refer cancellation reasons for specific reasons \
                                [None, ConditionalCheckFailed]",\
                                "CancellationReasons":[{"Code":"None"},{"Code":"ConditionalCheckFailed",\
                                "Message":"The conditional request failed"}]}""") : new Answer(200, "{}");
            case "UpdateItem" -> refused ? new Answer(400, """
                                {"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",\
                                "message":"The conditional request failed"}""") : new Answer(200, "{}");
            case "BatchGetItem" -> new Answer(200, "{\"Responses\":{},\"UnprocessedKeys\":{}}");
            case "Query" -> new Answer(200, "{\"Items\":[],\"Count\":0,\"ScannedCount\":0}");
            default -> new Answer(200, "{}");
        };
    }

    private static Answer sns(String form) {
        return form.contains("&Message=&") || form.endsWith("&Message=") ? new Answer(400, """
                        <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>\
                        <Code>InvalidParameter</Code><Message>Invalid parameter: Empty message</Message></Error>\
                        <RequestId>1</RequestId></ErrorResponse>""") : new Answer(200, """
                        <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>\
                        <MessageId>1</MessageId></PublishResult><ResponseMetadata><RequestId>1</RequestId>\
                        </ResponseMetadata></PublishResponse>""");
    }
}
