package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/**
 * Each call of AWS and of Slack that a handler makes fails before it acted and after, or the process dies at it. The calls are those
 * that the handler makes when all goes well, so one that is added is broken too.
 */
final class BrokenCalls {

    /** The life of a process calls it so that Slack gives it a file. */
    static final String DOWNLOAD = "download";

    /** The life of a process calls it so that it gives Slack a file. */
    static final String UPLOAD = "upload";

    private static final Set<String> READS = Set.of(
            "GetItem",
            "BatchGetItem",
            "Query",
            "GetObject",
            "FilterLogEvents",
            "GetQueueAttributes",
            "users.info",
            "users.conversations",
            "conversations.info",
            "files.info",
            DOWNLOAD);

    private BrokenCalls() {}

    /** How a call is broken. */
    private enum How {
        DIES_BEFORE,
        DIES_AFTER,
        FAILS_BEFORE,
        FAILS_AFTER;

        Life at(int call) {
            return switch (this) {
                case DIES_BEFORE -> Life.endingBefore(call);
                case DIES_AFTER -> Life.endingAfter(call);
                case FAILS_BEFORE -> Life.failingBefore(call);
                case FAILS_AFTER -> Life.failingAfter(call);
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * What a handler does.
     *
     * @param many calls that it makes when all goes well
     * @param calls these, in their order; empty where whichever it makes are right
     * @param act has a process of that life do it
     * @param check lets those who make up for it do so, and looks at what came of it; is told how many may be told twice
     */
    record Story(
            String name,
            int many,
            List<String> calls,
            Consumer<Rig> before,
            BiConsumer<Rig, Life> act,
            BiConsumer<Rig, Integer> check) {

        Story(String name, int many, Consumer<Rig> before, BiConsumer<Rig, Life> act, BiConsumer<Rig, Integer> check) {
            this(name, many, List.of(), before, act, check);
        }

        Story(
                String name,
                List<String> calls,
                Consumer<Rig> before,
                BiConsumer<Rig, Life> act,
                BiConsumer<Rig, Integer> check) {
            this(name, calls.size(), calls, before, act, check);
        }
    }

    /** Each call of a story, in each way. */
    static DynamicContainer each(Story story) {
        Life whole = Life.endless();
        try (Rig rig = new Rig()) {
            story.before().accept(rig);
            story.act().accept(rig, whole);
            story.check().accept(rig, 0);
        }
        List<String> calls = whole.calls();
        assertThat(calls).as(story.name()).hasSize(story.many());
        if (!story.calls().isEmpty()) {
            assertThat(calls).as(story.name()).isEqualTo(story.calls());
        }
        return DynamicContainer.dynamicContainer(
                story.name(),
                IntStream.rangeClosed(1, calls.size())
                        .boxed()
                        .flatMap(call -> Stream.of(How.values())
                                .filter(how -> matters(how, call, calls.get(call - 1)))
                                .map(how -> DynamicTest.dynamicTest(
                                        how + " call " + call + ", " + calls.get(call - 1),
                                        () -> broken(story, calls, call, how)))));
    }

    private static void broken(Story story, List<String> calls, int call, How how) {
        try (Rig rig = new Rig()) {
            story.before().accept(rig);
            Life life = how.at(call);
            story.act().accept(rig, life);

            assertThat(life.calls()).as("calls until then").hasSizeGreaterThanOrEqualTo(call);
            story.check().accept(rig, mayTellTwice(calls, call, how) ? 1 : 0);
        }
    }

    /**
     * Whoever dies before a call leaves what whoever died after the one before did; and whether a call that only reads was made is the
     * same to all.
     */
    private static boolean matters(How how, int call, String operation) {
        return switch (how) {
            case DIES_BEFORE -> call == 1;
            case DIES_AFTER, FAILS_BEFORE -> !READS.contains(operation);
            case FAILS_AFTER -> true;
        };
    }

    /** Where it is not known, or not noted, that somebody was told. */
    private static boolean mayTellTwice(List<String> calls, int call, How how) {
        boolean afterwards = how == How.DIES_AFTER || how == How.FAILS_AFTER;
        return isTelling(calls.get(call - 1)) ? afterwards : call > 1 && isTelling(calls.get(call - 2)) && !afterwards;
    }

    private static boolean isTelling(String call) {
        return List.of("chat.postMessage", "SendEmail", "Publish", "PutLogEvents", "response_url")
                .contains(call);
    }
}
