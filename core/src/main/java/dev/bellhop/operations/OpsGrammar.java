package dev.bellhop.operations;

import dev.bellhop.delivery.Identity;
import dev.bellhop.words.Words;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code /ops}: {@code logs [word] [1h]}, {@code trace <event id | message link>}, {@code dlq}, {@code dlq redrive <name>}. */
public final class OpsGrammar {

    private static final Duration USUAL_SEARCH = Duration.ofHours(1);

    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,5})(m|min|h|d)");

    /**
     * A message's link, as Slack copies it, and as it comes in a command that has links escaped.
     *
     * @see <a href="https://docs.slack.dev/reference/methods/chat.getPermalink">Permalinks</a>
     */
    private static final Pattern LINK = Pattern.compile(
            "<?https?://[^/\\s]+/archives/([A-Za-z0-9]+)/p([0-9]{10})([0-9]{6})(?:\\?[^\\s|>]*)?(?:\\|[^\\s>]*)?>?");

    /** Ours, and what others' may look like; nothing that would be more than a text in a filter. */
    private static final Pattern EVENT = Pattern.compile("[A-Za-z0-9_.:/#@+-]{1,300}");

    private static final Pattern QUEUE = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    private static final String FORMS =
            "There are `/ops logs [word] [1h]`, `/ops trace <event id or message link>`, `/ops dlq` and"
                    + " `/ops dlq redrive <name>`.";

    private OpsGrammar() {}

    /**
     * Never fails.
     *
     * @param text what stands behind the command
     * @param team the workspace, of whose messages links are
     */
    public static OpsReading read(String text, String team) {
        List<String> said = text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
        String first = said.isEmpty() ? "help" : said.get(0).toLowerCase(Locale.ROOT);
        List<String> rest = said.isEmpty() ? said : said.subList(1, said.size());
        return switch (first) {
            case "help" -> new OpsCommand.Help();
            case "logs" -> logs(rest);
            case "trace" -> trace(rest, team);
            case "dlq" -> deadLetters(rest);
            default -> new OpsReading.NotUnderstood("I don't know `" + first + "`. " + FORMS);
        };
    }

    private static OpsReading logs(List<String> said) {
        Optional<String> length = said.isEmpty()
                ? Optional.empty()
                : Optional.of(said.get(said.size() - 1))
                        .filter(last -> LENGTH.matcher(last).matches());
        List<String> before = length.isPresent() ? said.subList(0, said.size() - 1) : said;
        List<String> words = Words.in(String.join(" ", before));
        if (before.size() > 1 || words.size() != before.size()) {
            return new OpsReading.NotUnderstood(
                    "I look for one word, in the last so many minutes, hours or days: `/ops logs hello 3h`.");
        }
        Duration since = length.map(OpsGrammar::length).orElse(USUAL_SEARCH);
        if (since.isZero() || since.compareTo(OpsCommand.LONGEST_SEARCH) > 0) {
            return new OpsReading.NotUnderstood("I look back one minute at least, and "
                    + OpsCommand.LONGEST_SEARCH.toDays() + " days at most: `/ops logs 2d`.");
        }
        return new OpsCommand.Logs(words.stream().findFirst(), since);
    }

    private static Duration length(String text) {
        Matcher length = LENGTH.matcher(text);
        if (!length.matches()) {
            throw new AssertionError(text + " was found to be a length");
        }
        long number = Long.parseLong(length.group(1));
        return switch (length.group(2)) {
            case "d" -> Duration.ofDays(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofMinutes(number);
        };
    }

    private static OpsReading trace(List<String> said, String team) {
        if (said.size() == 1) {
            Matcher link = LINK.matcher(said.get(0));
            if (link.matches()) {
                String ts = link.group(2) + "." + link.group(3);
                return new OpsCommand.Trace(
                        Identity.ofMessage(team, link.group(1), ts).value());
            }
            if (EVENT.matcher(said.get(0)).matches()) {
                return new OpsCommand.Trace(said.get(0));
            }
        }
        return new OpsReading.NotUnderstood(
                "I trace one event, by its id or by the link of the message that it is about:"
                        + " `/ops trace T0123:C0123:1700000000.000100`.");
    }

    private static OpsReading deadLetters(List<String> said) {
        if (said.isEmpty()) {
            return new OpsCommand.DeadLetters();
        }
        boolean redrive = said.size() == 2
                && said.get(0).equalsIgnoreCase("redrive")
                && QUEUE.matcher(said.get(1)).matches();
        return redrive
                ? new OpsCommand.Redrive(said.get(1))
                : new OpsReading.NotUnderstood(
                        "`/ops dlq` lists dead letters, and `/ops dlq redrive multiplier` gives those of"
                                + " the multiplier back to it.");
    }
}
