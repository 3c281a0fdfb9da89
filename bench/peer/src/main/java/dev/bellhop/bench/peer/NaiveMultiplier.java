package dev.bellhop.bench.peer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.google.gson.Gson;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Behind the topic: adds ten to each word that was said. */
public final class NaiveMultiplier implements RequestHandler<SNSEvent, String> {

    private static final long BONUS = 10;

    private final Gson gson = new Gson();
    private final WordCounts counts;

    /** What Lambda calls. */
    public NaiveMultiplier() {
        this(DynamoDbClient.create(), System.getenv());
    }

    /** @param environment says which table */
    public NaiveMultiplier(DynamoDbClient dynamo, Map<String, String> environment) {
        this.counts = new WordCounts(dynamo, environment.getOrDefault("WORDS_TABLE", "words"));
    }

    @Override
    public String handleRequest(SNSEvent event, Context context) {
        for (SNSEvent.SNSRecord record : event.getRecords()) {
            NaiveBot.Said said = gson.fromJson(record.getSNS().getMessage(), NaiveBot.Said.class);
            said.words().forEach(word -> counts.add(word, BONUS));
        }
        return "done";
    }
}
