package dev.bellhop.subscribers.reservation;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A letter as a mail.
 *
 * @param subject one line
 * @param text for readers that show no HTML
 * @param html a whole document that loads nothing
 */
record Mail(String subject, String text, String html) {

    /** Longer ones are cut by whoever shows them. */
    private static final int LONGEST_SUBJECT = 150;

    static Mail of(Letter letter) {
        return new Mail(subject(letter.headline()), text(letter), html(letter));
    }

    /** A header has no line breaks in it. */
    private static String subject(String headline) {
        String line = headline.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST_SUBJECT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT - 1)) + "…";
    }

    private static String text(Letter letter) {
        StringBuilder text = new StringBuilder(letter.headline()).append("\n\n");
        letter.when().ifPresent(when -> text.append(when).append('\n'));
        letter.lines().forEach(line -> text.append(line).append('\n'));
        return letter.closing().isEmpty()
                ? text.toString()
                : text.append("\n-- \n").append(letter.closing()).append('\n').toString();
    }

    private static String html(Letter letter) {
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%s</title></head>
                <body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1d1c1d;background:#fff">
                <div style="max-width:560px;margin:0 auto">
                <h1 style="font-size:20px;line-height:1.3;margin:0 0 16px">%s</h1>
                %s%s%s</div>
                </body>
                </html>
                """.formatted(
                        escape(subject(letter.headline())),
                        escape(letter.headline()),
                        letter.when()
                                .map(when -> paragraph("font-weight:600", escape(when)))
                                .orElse(""),
                        letter.lines().isEmpty() ? "" : paragraph("", escaped(letter.lines().stream())),
                        letter.closing().isEmpty()
                                ? ""
                                : paragraph(
                                        "border-top:1px solid #ddd;padding-top:12px;font-size:13px;color:#616061",
                                        escaped(letter.closing().lines())));
    }

    private static String paragraph(String style, String html) {
        return "<p style=\"margin:0 0 12px;" + style + "\">" + html + "</p>\n";
    }

    private static String escaped(Stream<String> lines) {
        return lines.map(Mail::escape).collect(Collectors.joining("<br>\n"));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
