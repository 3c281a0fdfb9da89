package dev.bellhop.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code bin/bench} was asked for.
 *
 * @param runs cold starts of each variant
 * @param messages of each variant in a warm run, where there is time
 * @param seconds what each variant has for them, or for how long a rate is held
 * @param words of a message, in warm runs
 * @param serviceTimes how often the usual time a service takes
 * @param markdown the file that takes what is printed
 * @param against an earlier jar of the bot, which it alone is compared to
 */
record Options(
        Set<Part> parts,
        int runs,
        int messages,
        Optional<Duration> seconds,
        List<Integer> words,
        List<Double> serviceTimes,
        Optional<Path> markdown,
        Optional<Path> against) {

    /** What can be measured. */
    enum Part {
        COLD,
        WARM,
        COST,
        LOAD,
        KNEES
    }

    /** What was asked for is not understood; the message says what is wrong with it. */
    static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    private static final Duration WARM = Duration.ofMinutes(1);
    private static final Duration LOAD = Duration.ofMinutes(5);

    private static final int MOST = 1_000_000;

    /** A message's words are counted in one transaction up to here, and there is no more to be learnt beyond. */
    private static final int MOST_WORDS = 500;

    Options {
        parts = Set.copyOf(parts);
        words = List.copyOf(words);
        serviceTimes = List.copyOf(serviceTimes);
    }

    /** @param from the folder where the user stands */
    static Options of(List<String> arguments, Path from) {
        Options options = new Options(
                parts(arguments.isEmpty() ? "" : arguments.getFirst()),
                7,
                2_000,
                Optional.empty(),
                List.of(5, 60),
                List.of(0.0, 1.0, 2.0),
                Optional.empty(),
                Optional.empty());
        for (int at = 1; at < arguments.size(); at += 2) {
            String name = arguments.get(at);
            if (at + 1 == arguments.size()) {
                throw new UsageException(name + " needs a value, or is no option; see bin/bench --help");
            }
            options = options.with(name, arguments.get(at + 1), from);
        }
        return options;
    }

    /** What each variant has for its messages in a warm run. */
    Duration longest() {
        return seconds.orElse(WARM);
    }

    /** For how long a rate is held. */
    Duration held() {
        return seconds.orElse(LOAD);
    }

    private Options with(String name, String value, Path from) {
        return switch (name) {
            case "--runs" ->
                new Options(parts, whole(name, value, MOST), messages, seconds, words, serviceTimes, markdown, against);
            case "--messages" ->
                new Options(parts, runs, whole(name, value, MOST), seconds, words, serviceTimes, markdown, against);
            case "--seconds" ->
                new Options(
                        parts,
                        runs,
                        messages,
                        Optional.of(Duration.ofSeconds(whole(name, value, MOST))),
                        words,
                        serviceTimes,
                        markdown,
                        against);
            case "--words" ->
                new Options(
                        parts,
                        runs,
                        messages,
                        seconds,
                        each(value, part -> whole(name, part, MOST_WORDS)),
                        serviceTimes,
                        markdown,
                        against);
            case "--service-times" ->
                new Options(
                        parts,
                        runs,
                        messages,
                        seconds,
                        words,
                        each(value, part -> times(name, part)),
                        markdown,
                        against);
            case "--markdown" ->
                new Options(
                        parts, runs, messages, seconds, words, serviceTimes, Optional.of(from.resolve(value)), against);
            case "--against" ->
                new Options(
                        parts,
                        runs,
                        messages,
                        seconds,
                        words,
                        serviceTimes,
                        markdown,
                        Optional.of(from.resolve(value)));
            default -> throw new UsageException(name + " is not an option; see bin/bench --help");
        };
    }

    private static Set<Part> parts(String names) {
        if (names.equals("all")) {
            return EnumSet.allOf(Part.class);
        }
        return Stream.of(names.split(",", -1)).map(Options::part).collect(Collectors.toSet());
    }

    private static Part part(String name) {
        return Stream.of(Part.values())
                .filter(part -> part.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "\"" + name + "\" is nothing that is measured; say cold, warm, cost, load, knees or all"));
    }

    private static <T> List<T> each(String value, Function<String, T> read) {
        return Stream.of(value.split(",", -1)).map(String::strip).map(read).toList();
    }

    private static int whole(String name, String value, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, like a number that is too large.
        }
        throw new UsageException(name + " is \"" + value + "\"; it should be a whole number from 1 to " + most);
    }

    private static double times(String name, String value) {
        try {
            double number = Double.parseDouble(value);
            if (number >= 0 && number <= 10) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, like a number that is too large.
        }
        throw new UsageException(name + " is \"" + value + "\"; it should be a number from 0 to 10");
    }
}
