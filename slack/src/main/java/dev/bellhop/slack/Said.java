package dev.bellhop.slack;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.util.json.GsonFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something said to one person.
 *
 * @param text where blocks can't be shown, escaped
 * @param blocks what is shown
 */
public record Said(String text, List<LayoutBlock> blocks) {

    /** Slack takes 3,000. */
    static final int MOST_IN_A_SECTION = 2_900;

    /** Slack takes 50 blocks; there may be buttons below. */
    private static final int MOST_SECTIONS = 45;

    /** {@code &amp;} */
    private static final int LONGEST_ENTITY = 5;

    /** Made when the first answer is, so that the start of a function doesn't pay for it. */
    private static final class Json {
        static final Gson GSON = GsonFactory.createSnakeCase();

        private Json() {}
    }

    public Said {
        blocks = List.copyOf(blocks);
    }

    /** @param text escaped; a line has to fit into a section */
    static Said of(String text, LayoutBlock... more) {
        return new Said(
                text, Stream.concat(sections(text).stream(), Stream.of(more)).toList());
    }

    /** What makes a message that only the asker sees, as the body of a response or for a {@code response_url}. */
    public JsonObject ephemeral() {
        JsonObject json = message();
        json.addProperty("response_type", "ephemeral");
        return json;
    }

    /** Text and blocks alone. */
    JsonObject message() {
        JsonObject json = new JsonObject();
        json.addProperty("text", text);
        json.add("blocks", json(blocks));
        return json;
    }

    /** As Slack takes them. */
    static JsonElement json(List<LayoutBlock> blocks) {
        return Json.GSON.toJsonTree(blocks);
    }

    /**
     * Text in sections. Verbatim, for Slack would otherwise make links and mentions of what people wrote.
     *
     * @see <a href="https://docs.slack.dev/reference/block-kit/composition-objects/text-object">Text object</a>
     */
    static List<LayoutBlock> sections(String text) {
        List<LayoutBlock> sections = new ArrayList<>();
        StringBuilder section = new StringBuilder();
        for (String line : lines(text)) {
            if (!section.isEmpty() && section.length() + 1 + line.length() > MOST_IN_A_SECTION) {
                sections.add(section(section.toString()));
                section.setLength(0);
            }
            section.append(section.isEmpty() ? "" : "\n").append(line);
        }
        sections.add(section(section.toString()));
        return sections.size() <= MOST_SECTIONS
                ? sections
                : Stream.concat(sections.stream().limit(MOST_SECTIONS - 1L), Stream.of(section("…")))
                        .toList();
    }

    /** None too long for a section; where one is cut, not within what stands for one character. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String rest = line;
            while (rest.length() > MOST_IN_A_SECTION) {
                int end = cut(rest);
                lines.add(rest.substring(0, end));
                rest = rest.substring(end);
            }
            lines.add(rest);
        }
        return lines;
    }

    private static int cut(String line) {
        int entity = line.lastIndexOf('&', MOST_IN_A_SECTION - 1);
        boolean within = entity > MOST_IN_A_SECTION - LONGEST_ENTITY && line.indexOf(';', entity) >= MOST_IN_A_SECTION;
        int end = within ? entity : MOST_IN_A_SECTION;
        return Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end;
    }

    /** @param text at most {@value #MOST_IN_A_SECTION} long */
    static LayoutBlock section(String text) {
        return SectionBlock.builder()
                .text(MarkdownTextObject.builder().text(text).verbatim(true).build())
                .build();
    }
}
