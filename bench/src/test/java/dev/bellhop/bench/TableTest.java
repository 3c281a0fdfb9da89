package dev.bellhop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columns_are_as_wide_as_their_widest_cell_and_figures_stand_at_the_right() {
        Table table = new Table("variant", "ms").row("peer", "1552").row("managed", "12");
        assertThat(table).hasToString("""
                | variant |   ms |
                | ------- | ---: |
                | peer    | 1552 |
                | managed |   12 |
                """);
    }

    @Test
    void a_row_has_as_many_cells_as_there_are_titles() {
        Table table = new Table("variant", "ms");
        assertThatThrownBy(() -> table.row("peer")).hasMessageContaining("2 columns");
    }
}
