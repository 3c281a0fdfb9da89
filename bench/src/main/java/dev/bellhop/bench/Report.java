package dev.bellhop.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** What was measured, as it is printed and, if wanted, written to a file. */
final class Report {

    private final PrintStream out;
    private final StringBuilder text = new StringBuilder();

    Report(PrintStream out) {
        this.out = out;
    }

    void heading(String heading) {
        paragraph("## " + heading);
    }

    void paragraph(String paragraph) {
        add(paragraph + "\n\n");
    }

    void table(Table table) {
        add(table + "\n");
    }

    void write(Optional<Path> file) throws IOException {
        if (file.isPresent()) {
            boolean appended = Boolean.getBoolean("bellhop.bench.appended");
            Files.writeString(
                    file.get(),
                    text,
                    StandardOpenOption.CREATE,
                    appended ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
        }
    }

    private void add(String part) {
        text.append(part);
        out.print(part);
        out.flush();
    }
}
