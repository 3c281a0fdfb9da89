package dev.bellhop.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SaidTest {

    @Test
    void a_line_too_long_for_a_section_is_cut_and_loses_nothing() {
        String line = "x".repeat(2_898) + "&amp;" + "y".repeat(4_000) + "😀".repeat(2_000);

        List<String> sections = texts(Said.sections(line));

        assertThat(sections)
                .allSatisfy(text -> assertThat(text.length()).isLessThanOrEqualTo(3_000))
                .noneMatch(text -> text.endsWith("&") || text.startsWith("amp;"))
                .noneMatch(text -> Character.isLowSurrogate(text.charAt(0)));
        assertThat(String.join("", sections)).isEqualTo(line);
    }

    @Test
    void short_lines_share_a_section() {
        assertThat(texts(Said.sections("one\ntwo"))).containsExactly("one\ntwo");
    }

    @Test
    void what_is_more_than_a_message_holds_ends_in_dots() {
        List<String> sections = texts(Said.sections("x".repeat(400_000)));

        assertThat(sections).hasSizeLessThan(50).last().isEqualTo("…");
    }

    private static List<String> texts(List<LayoutBlock> blocks) {
        return blocks.stream()
                .map(SectionBlock.class::cast)
                .map(block -> block.getText().getText())
                .collect(Collectors.toList());
    }
}
