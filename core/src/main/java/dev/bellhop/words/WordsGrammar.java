package dev.bellhop.words;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what people type after {@code /words}. A word alone is asked about; one that is also the name of a subcommand can
 * be quoted, or stand behind {@code word}.
 */
public final class WordsGrammar {

    private static final int USUAL = 10;

    private static final Pattern WHITE_SPACE = Pattern.compile("\\p{IsWhite_Space}+");
    private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,3})([hd])");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

    private WordsGrammar() {}

    /** @param text as Slack sends it, which is with {@code & < >} escaped; empty where nothing was typed */
    public static WordsCommand read(String text) {
        String line = WHITE_SPACE.matcher(text).replaceAll(" ").strip();
        String name = first(line).toLowerCase(Locale.ROOT);
        String rest = rest(line);
        return switch (name) {
            case "" -> new WordsCommand.Top(USUAL);
            case "top" -> top(rest);
            case "stop" -> stop(rest);
            case "word" -> rest.isEmpty() ? new WordsCommand.About(name) : word(rest, WordsCommand.About::new);
            case "help", "?" -> alone(new WordsCommand.Help(), name, rest);
            case "optout", "opt-out" -> alone(new WordsCommand.OptOut(), name, rest);
            case "optin", "opt-in" -> alone(new WordsCommand.OptIn(), name, rest);
            case "opt" -> opt(rest, line);
            case "forget" -> forget(rest);
            case "export" -> export(rest);
            default -> word(line, WordsCommand.About::new);
        };
    }

    private static WordsCommand top(String rest) {
        if (rest.isEmpty()) {
            return new WordsCommand.Top(USUAL);
        }
        int most = NUMBER.matcher(rest).matches() ? Integer.parseInt(rest) : 0;
        return most >= 1 && most <= Ranking.MOST_SHOWN
                ? new WordsCommand.Top(most)
                : new WordsCommand.Unclear(
                        "I can show from 1 to " + Ranking.MOST_SHOWN + " words. For example: /words top 25");
    }

    private static WordsCommand stop(String rest) {
        String then = rest(rest);
        return switch (first(rest).toLowerCase(Locale.ROOT)) {
            case "add" -> word(then, WordsCommand.StopAdd::new);
            case "remove" -> word(then, WordsCommand.StopRemove::new);
            case "list" -> alone(new WordsCommand.StopList(), "stop list", then);
            default ->
                new WordsCommand.Unclear("Stop words can be changed with /words stop add <word> and /words stop remove"
                        + " <word>, and seen with /words stop list. For the word itself: /words word stop");
        };
    }

    private static WordsCommand opt(String rest, String line) {
        return switch (rest.toLowerCase(Locale.ROOT)) {
            case "out" -> new WordsCommand.OptOut();
            case "in" -> new WordsCommand.OptIn();
            default -> word(line, WordsCommand.About::new);
        };
    }

    private static WordsCommand forget(String rest) {
        return rest.equalsIgnoreCase("me")
                ? new WordsCommand.ForgetMe()
                : new WordsCommand.Unclear(
                        "If you want to be forgotten: /words forget me. For the word itself: /words word forget");
    }

    private static WordsCommand export(String rest) {
        if (rest.isEmpty()) {
            return new WordsCommand.Export(Optional.empty());
        }
        return since(rest)
                .<WordsCommand>map(since -> new WordsCommand.Export(Optional.of(since)))
                .orElseGet(() -> new WordsCommand.Unclear(
                        "I export all words, or those said since a day or in the last so many hours or days. For example:"
                                + " /words export 30d, or /words export 2026-11-01. For the word itself: /words word"
                                + " export"));
    }

    private static Optional<Since> since(String text) {
        Matcher length = LENGTH.matcher(text);
        if (length.matches()) {
            long number = Long.parseLong(length.group(1));
            return Optional.of(
                    new Since.Ago(length.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number)));
        }
        if (!DATE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Since.Day(LocalDate.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static WordsCommand word(String text, Function<String, WordsCommand> command) {
        List<String> words = Words.in(text);
        if (words.size() == 1) {
            return command.apply(words.get(0));
        }
        return new WordsCommand.Unclear(
                (words.isEmpty() ? "Which word? I see none there." : "One word at a time, please; nothing was done.")
                        + " /words help shows what else I understand.");
    }

    private static WordsCommand alone(WordsCommand command, String name, String rest) {
        return rest.isEmpty()
                ? command
                : new WordsCommand.Unclear(
                        "Nothing was done, for I did not understand what follows. The command alone is" + " /words "
                                + name);
    }

    private static String first(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? line : line.substring(0, space);
    }

    private static String rest(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? "" : line.substring(space + 1);
    }
}
