package dev.bellhop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileKeysTest {

    /** A workspace and a trigger_id of Slack's own length. */
    private static final String JOB = "T1DC2JH3J:398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    @Test
    void an_original_is_known_by_its_key() {
        FileKeys keys = new FileKeys("T1", "F1", 1_764_583_500_000L);

        assertThat(keys.original()).isEqualTo("originals/T1/F1/1764583500000");
        assertThat(FileKeys.ofOriginal(keys.original())).hasValue(keys);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "originals/T1/F1",
                "originals/T1/F1/",
                "originals/T1/F1/x",
                "originals/T1/F1/1/2",
                "originals/T1/F1/-1",
                "originals/T1/F1/12345678901234567890",
                "originals/T1/../1",
                "texts/T1/F1/1"
            })
    void another_key_is_of_no_original(String key) {
        assertThat(FileKeys.ofOriginal(key)).isEmpty();
    }

    @Test
    void an_export_has_a_key_however_long_what_asked_for_it_is() {
        assertThat(FileKeys.export("T1DC2JH3J", JOB)).matches("exports/T1DC2JH3J/[0-9a-f]{64}\\.csv");
        assertThat(FileKeys.export("T1DC2JH3J", "x".repeat(1_000))).hasSameSizeAs(FileKeys.export("T1DC2JH3J", "x"));
    }

    @Test
    void the_same_job_has_the_same_key_and_another_has_another() {
        assertThat(FileKeys.export("T1", JOB)).isEqualTo(FileKeys.export("T1", JOB));
        assertThat(FileKeys.export("T1", "a.b")).isNotEqualTo(FileKeys.export("T1", "a-b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "F1/../F2", "F 1", "F1\n", "Ä"})
    void what_is_no_id_of_slacks_is_in_no_key(String id) {
        assertThatThrownBy(() -> FileKeys.export(id, JOB)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FileKeys("T1", id, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FileKeys(id, "F1", 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
