package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ButtonsTest {

    private final List<Sighting> shown = new ArrayList<>();
    private final Buttons buttons = new Buttons(shown::add);

    @Test
    void numbers_run_through_and_the_oldest_buttons_are_forgotten() {
        String last = "";
        for (int n = 1; n <= 1_001; n++) {
            int status = n;
            last = buttons.show("Book", user -> CompletableFuture.completedFuture(status));
        }

        assertThat(last).isEqualTo("[1001] Book");
        assertThat(buttons.press(SlackWorkspace.ADA, 1_001).join()).isEqualTo(1_001);
        assertThat(buttons.press(SlackWorkspace.ADA, 2).join()).isEqualTo(2);
        assertThat(buttons.press(SlackWorkspace.ADA, 1).join()).isZero();
        assertThat(shown).containsExactly(new Sighting.Shown(SlackWorkspace.ADA, "there is no button 1 for you."));
    }
}
