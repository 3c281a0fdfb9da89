package dev.bellhop.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an operator is told. */
public sealed interface OpsAnswer {

    /**
     * Events of the event log.
     *
     * @param newest of those found the newest, in the order in which they happened
     * @param found how many there were
     * @param whole whether all was searched; where it was not, the time was over
     * @param searched until when it was searched at least; empty where that is not known
     */
    record Logs(OpsCommand.Logs asked, List<Entry> newest, int found, boolean whole, Optional<Instant> searched)
            implements OpsAnswer {
        public Logs {
            newest = List.copyOf(newest);
        }
    }

    /**
     * One event.
     *
     * @param about the channel or the resource
     * @param text what was said; empty where the event is not about a message
     */
    record Entry(Instant time, String type, String event, Optional<String> user, String about, String text) {}

    /**
     * What became of an event.
     *
     * @param steps what the functions' logs say about it, in the order in which it happened
     * @param silent the functions whose logs say nothing about it
     * @param unsearched the functions whose logs were not searched to their end, for the time was over
     */
    record Trace(String event, List<Step> steps, List<String> silent, List<String> unsearched) implements OpsAnswer {
        public Trace {
            steps = List.copyOf(steps);
            silent = List.copyOf(silent);
            unsearched = List.copyOf(unsearched);
        }
    }

    /**
     * One line of a function's log.
     *
     * @param well whether it went as it should
     * @param took how long, where the line is the last one about the event
     * @param cold whether the function had to start first, where the line says it
     */
    record Step(
            Instant time,
            String function,
            String outcome,
            boolean well,
            String detail,
            Optional<Duration> took,
            Optional<Boolean> cold) {}

    /** The dead-letter queues. */
    record DeadLetters(List<Queue> queues) implements OpsAnswer {
        public DeadLetters {
            queues = List.copyOf(queues);
        }
    }

    /**
     * One dead-letter queue.
     *
     * @param count how many messages it holds, about
     * @param letters some of them
     */
    record Queue(String name, int count, List<Letter> letters) {
        public Queue {
            letters = List.copyOf(letters);
        }
    }

    /**
     * A message that failed for good.
     *
     * @param event the id of the event that it is about, where it is one of ours
     * @param sent when it came into the queue
     */
    record Letter(Optional<String> event, String reason, Instant sent) {}

    /**
     * What became of dead letters.
     *
     * @param redriven that their function took
     * @param failed that it did not take, and that stay
     * @param left what the queue still holds, about
     */
    record Redriven(String queue, int redriven, int failed, int left) implements OpsAnswer {}

    /**
     * It was not done.
     *
     * @param why a whole sentence
     */
    record Refused(String why) implements OpsAnswer {}
}
