package dev.bellhop.slack;

import dev.bellhop.operations.OpsAnswer;
import dev.bellhop.operations.OpsCommand;
import dev.bellhop.operations.OpsReading;
import dev.bellhop.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What operators are told. What people said, and what functions say of it, stands there escaped. */
public final class OpsText {

    /** Of a text; who wants all of it has the message's channel and time. */
    private static final int MOST_TEXT = 200;

    private static final String NO_BREAK = " ";

    private OpsText() {}

    /** To whoever may not ask. */
    public static Said notYours() {
        return Said.of("Sorry, `/ops` is for those who run me. Whoever deployed me names them in `OPS_USERS`.");
    }

    /** Where there is nobody who could look. */
    public static Said notSetUp() {
        return Said.of("I can't look at logs and queues here: `OPS_FUNCTION` is not set.");
    }

    public static Said underway(OpsCommand command) {
        return Said.of(
                switch (command) {
                    case OpsCommand.Logs logs -> "I am looking through the event log …";
                    case OpsCommand.Trace(String event) -> "I am following " + code(event) + " …";
                    case OpsCommand.DeadLetters letters -> "I am looking at the dead letters …";
                    case OpsCommand.Redrive(String queue) ->
                        "I am giving the dead letters of " + code(queue) + " back …";
                    case OpsCommand.Help help -> "…";
                });
    }

    /** Where it could not be handed over. */
    public static Said notStarted() {
        return Said.of("I could not start that just now. Please try again in a moment.");
    }

    /** Where it was begun, and failed. */
    public static Said failed() {
        return Said.of("That did not work; the log of the ops function says why. Please try again in a moment.");
    }

    public static Said of(OpsReading.NotUnderstood problem) {
        return Said.of(SlackText.escape(problem.why()));
    }

    public static Said help() {
        return Said.of(String.join(
                "\n",
                "*For those who run me*",
                "• `/ops logs [word] [1h]` – who said what where, of the last hour unless you say otherwise",
                "• `/ops trace <event id or message link>` – what became of an event, function by function"
                        .replace("<", "&lt;")
                        .replace(">", "&gt;"),
                "• `/ops dlq` – what failed for good, and why",
                "• `/ops dlq redrive multiplier` – gives the dead letters of a subscriber back to it; do it once the cause is"
                        + " mended. Nothing is done twice."));
    }

    public static Said of(OpsAnswer answer) {
        return Said.of(
                switch (answer) {
                    case OpsAnswer.Logs logs -> logs(logs);
                    case OpsAnswer.Trace trace -> trace(trace);
                    case OpsAnswer.DeadLetters letters -> deadLetters(letters);
                    case OpsAnswer.Redriven redriven -> redriven(redriven);
                    case OpsAnswer.Refused(String why) -> SlackText.escape(why);
                });
    }

    private static String logs(OpsAnswer.Logs logs) {
        String with = logs.asked().word().map(word -> " with " + code(word)).orElse("");
        String where = "the last " + length(logs.asked().since());
        List<String> lines = new ArrayList<>();
        if (logs.found() == 0) {
            lines.add((logs.whole() ? "Nothing" : "Nothing yet") + with + " in " + where + ".");
        } else {
            String newest = logs.found() > logs.newest().size() ? ", the newest of them" : "";
            lines.add("*" + logs.found() + (logs.found() == 1 ? " event" : " events") + "*" + with + " in " + where
                    + newest + ":");
        }
        logs.newest().forEach(entry -> lines.add(line(entry)));
        if (!logs.whole()) {
            String until =
                    logs.searched().map(time -> "; I got as far as " + at(time)).orElse("");
            lines.add("My time was over before I was through" + until + ". Ask for less, such as `/ops logs 30m`.");
        }
        return String.join("\n", lines);
    }

    private static String line(OpsAnswer.Entry entry) {
        String who =
                entry.user().map(user -> " <@" + SlackText.escape(user) + ">").orElse("");
        String what = entry.text().isEmpty() ? "" : ": " + oneLine(cut(Words.decoded(entry.text())));
        return "• " + at(entry.time()) + who + " " + where(entry) + what + " – " + code(entry.event());
    }

    private static String where(OpsAnswer.Entry entry) {
        return entry.text().isEmpty()
                ? code(entry.type()) + " " + SlackText.escape(entry.about())
                : "in <#" + SlackText.escape(entry.about()) + ">";
    }

    private static String trace(OpsAnswer.Trace trace) {
        List<String> lines = new ArrayList<>();
        lines.add("*What became of* " + code(trace.event()));
        if (trace.steps().isEmpty() && trace.unsearched().isEmpty()) {
            lines.add("No function's log says anything of it. It may be older than the logs, still on its way, or never"
                    + " have been published.");
            return String.join("\n", lines);
        }
        trace.steps().forEach(step -> lines.add(line(step)));
        if (!trace.silent().isEmpty()) {
            lines.add(
                    "– Nothing in the logs of " + codes(trace.silent()) + ": it is not for them, or still on its way.");
        }
        if (!trace.unsearched().isEmpty()) {
            lines.add(":warning: I did not get through the logs of " + codes(trace.unsearched())
                    + " before my time was over; there may be more in them.");
        }
        return String.join("\n", lines);
    }

    private static String line(OpsAnswer.Step step) {
        String took = step.took().map(time -> ", " + time.toMillis() + " ms").orElse("");
        String cold =
                step.cold().filter(start -> start).map(start -> ", cold start").orElse("");
        return (step.well() ? ":white_check_mark: " : ":warning: ") + at(step.time()) + " *"
                + SlackText.escape(step.function()) + "* " + SlackText.escape(step.outcome()) + took + cold
                + (step.detail().isEmpty() ? "" : " – " + oneLine(cut(step.detail())));
    }

    private static String deadLetters(OpsAnswer.DeadLetters letters) {
        List<String> lines = new ArrayList<>();
        if (letters.queues().stream().allMatch(queue -> queue.count() == 0)) {
            return "No dead letters are waiting.";
        }
        for (OpsAnswer.Queue queue : letters.queues()) {
            lines.add("*" + SlackText.escape(queue.name()) + "*: "
                    + (queue.count() == 0
                            ? "none"
                            : queue.count() + (queue.count() == 1 ? " dead letter" : " dead letters")));
            queue.letters().forEach(letter -> lines.add(line(letter)));
            if (queue.count() > 0) {
                lines.add("Once the cause is mended: " + code("/ops dlq redrive " + queue.name()));
            }
        }
        return String.join("\n", lines);
    }

    private static String line(OpsAnswer.Letter letter) {
        return "• " + at(letter.sent()) + " " + oneLine(cut(letter.reason()))
                + letter.event().map(event -> " – " + code(event)).orElse("");
    }

    private static String redriven(OpsAnswer.Redriven redriven) {
        String of = " of " + code(redriven.queue());
        if (redriven.redriven() + redriven.failed() + redriven.left() == 0) {
            return "There are no dead letters" + of + ".";
        }
        String failed = redriven.failed() == 0
                ? ""
                : " " + redriven.failed() + " failed again and " + (redriven.failed() == 1 ? "stays" : "stay")
                        + "; the function's log says why.";
        String left = redriven.left() > redriven.failed()
                ? " The queue still holds " + redriven.left() + "; what was not reached can be seen again in a minute."
                : "";
        return redriven.redriven() + (redriven.redriven() == 1 ? " dead letter" : " dead letters") + of
                + (redriven.redriven() == 1 ? " was" : " were") + " done." + failed + left;
    }

    private static String at(Instant time) {
        return SlackTime.toTheSecond(time);
    }

    private static String length(Duration length) {
        if (length.toMinutes() % (24 * 60) == 0) {
            return plural(length.toDays(), "day");
        }
        return length.toMinutes() % 60 == 0 ? plural(length.toHours(), "hour") : plural(length.toMinutes(), "minute");
    }

    private static String plural(long number, String what) {
        return number == 1 ? what : number + NO_BREAK + what + "s";
    }

    /** As code, which a backtick in it would end. */
    private static String code(String text) {
        return "`" + SlackText.escape(text).replace('`', '\'') + "`";
    }

    private static String codes(List<String> texts) {
        return texts.stream().map(OpsText::code).collect(Collectors.joining(", "));
    }

    private static Optional<Integer> end(String text) {
        return text.codePointCount(0, text.length()) <= MOST_TEXT
                ? Optional.empty()
                : Optional.of(text.offsetByCodePoints(0, MOST_TEXT));
    }

    private static String cut(String text) {
        return end(text).map(end -> text.substring(0, end) + "…").orElse(text);
    }

    private static String oneLine(String text) {
        return SlackText.escape(text.replaceAll("\\s+", " "));
    }
}
