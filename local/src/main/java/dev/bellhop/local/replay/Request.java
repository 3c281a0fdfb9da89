package dev.bellhop.local.replay;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an operator asks for.
 *
 * @param words the table that is counted in
 * @param ledger the table of its marks
 * @param from the first moment of the range
 * @param to the first moment after it
 * @param goesOn whether the tables may hold something already
 */
record Request(String words, String ledger, Instant from, Instant to, boolean goesOn, List<Path> files) {

    Request {
        files = List.copyOf(files);
    }

    /** @throws IllegalArgumentException where something is wrong or missing; the message says what */
    static Request parse(String... args) {
        String words = "";
        String ledger = "";
        Instant from = Instant.MIN;
        Instant to = Instant.MAX;
        boolean goesOn = false;
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--words" -> words = value(args, i++);
                case "--ledger" -> ledger = value(args, i++);
                case "--from" -> from = time(args[i], value(args, i++));
                case "--to" -> to = time(args[i], value(args, i++));
                case "--continue" -> goesOn = true;
                default -> files.add(file(args[i]));
            }
        }
        if (words.isEmpty() || ledger.isEmpty()) {
            throw new IllegalArgumentException("name the tables that it is to count in, by --words and --ledger");
        }
        if (words.equals(ledger)) {
            throw new IllegalArgumentException("--words and --ledger are two tables");
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("--to is not after --from");
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("name a file at least");
        }
        return new Request(words, ledger, from, to, goesOn, files);
    }

    private static String value(String[] args, int option) {
        if (option + 1 == args.length || args[option + 1].isBlank()) {
            throw new IllegalArgumentException(args[option] + " needs a value");
        }
        return args[option + 1];
    }

    private static Instant time(String option, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(option + " " + text + ": write a time as 2026-12-01T10:00:00Z", e);
        }
    }

    private static Path file(String text) {
        if (text.startsWith("--")) {
            throw new IllegalArgumentException(text + " is not an option");
        }
        return Path.of(text);
    }
}
