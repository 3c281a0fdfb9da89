package dev.bellhop.aws;

import com.google.gson.stream.JsonWriter;
import dev.bellhop.delivery.Journal;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** One JSON line an outcome, to the stream that Lambda sends to CloudWatch Logs. */
public final class JsonJournal implements Journal {

    private final String function;
    private final PrintStream out;

    /** @param function which deployable it is */
    public JsonJournal(String function, PrintStream out) {
        this.function = function;
        this.out = out;
    }

    @Override
    public void note(String outcome, String subject, String detail) {
        line("INFO", outcome, subject, detail);
    }

    @Override
    public void failed(String outcome, String subject, Throwable cause) {
        line("WARN", outcome, subject, cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }

    private void line(String level, String outcome, String subject, String detail) {
        StringWriter line = new StringWriter();
        try (JsonWriter json = new JsonWriter(line)) {
            json.beginObject();
            json.name("level").value(level);
            json.name("function").value(function);
            json.name("outcome").value(outcome);
            json.name("subject").value(subject);
            json.name("detail").value(detail);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A StringWriter can't fail", e);
        }
        out.println(line);
    }
}
