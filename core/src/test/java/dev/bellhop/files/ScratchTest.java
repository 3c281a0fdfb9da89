package dev.bellhop.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScratchTest {

    @TempDir
    Path folder;

    @Test
    void what_a_process_was_cut_off_at_is_deleted_and_nothing_of_others() throws IOException {
        Path left = Files.createDirectory(folder.resolve("bellhop-file123"));
        Files.writeString(left.resolve("original"), "a hundred megabytes");
        Path others = Files.writeString(folder.resolve("others"), "something");

        Scratch.deleteLeft(folder);

        assertThat(folder).isDirectoryContaining(others::equals).isDirectoryNotContaining(left::equals);
    }

    @Test
    void a_folder_goes_with_what_is_in_it() throws IOException {
        Path scratch;
        try (Scratch made = new Scratch()) {
            scratch = made.folder();
            Files.writeString(made.file("original"), "something");
        }

        assertThat(scratch).doesNotExist();
    }
}
