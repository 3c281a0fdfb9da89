package dev.bellhop.subscribers.ops;

import com.google.gson.JsonObject;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.operations.OpsAnswer;
import dev.bellhop.subscribers.DeadLetters;
import dev.bellhop.subscribers.Invoker;

/** {@code /ops dlq redrive}: has the sweeper do it, which alone may take messages out of the queues. */
final class Redriving {

    private final Invoker invoker;
    private final String sweeper;
    private final DeadLetters queues;

    Redriving(Invoker invoker, String sweeper, DeadLetters queues) {
        this.invoker = invoker;
        this.sweeper = sweeper;
        this.queues = queues;
    }

    OpsAnswer redrive(String queue, Attempt attempt) {
        if (!queues.queues().containsKey(queue)) {
            String names =
                    String.join(", ", queues.queues().keySet().stream().sorted().toList());
            return new OpsAnswer.Refused("There are no dead letters of " + queue + ", but of: " + names + ".");
        }
        JsonObject asked = new JsonObject();
        asked.addProperty("function", "redrive");
        asked.addProperty("queue", queue);
        JsonObject report = invoker.invoke(sweeper, asked, attempt).getAsJsonObject();
        return new OpsAnswer.Redriven(
                queue,
                report.get("redriven").getAsInt(),
                report.get("failed").getAsInt(),
                report.get("left").getAsInt());
    }
}
