package dev.bellhop.bot;

import com.slack.api.model.File;
import dev.bellhop.files.SharedFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes files of what Slack says of those in a message. */
final class HeardFiles {

    /** What stands where a file was that is deleted, or that Slack shows no more. */
    private static final List<String> GONE = List.of("tombstone", "hidden_by_limit");

    private static final String EXTERNAL = "external";

    private HeardFiles() {}

    /**
     * @param files as Slack has them; of one that is of another workspace it says hardly more than its id
     * @throws BadRequestException where one has no id
     */
    static List<SharedFile> of(@Nullable List<File> files) {
        return files == null
                ? List.of()
                : files.stream()
                        .filter(file -> file == null || file.getMode() == null || !GONE.contains(file.getMode()))
                        .map(HeardFiles::of)
                        .toList();
    }

    private static SharedFile of(@Nullable File file) {
        if (file == null) {
            throw new BadRequestException("A file is missing.");
        }
        return new SharedFile(
                Heard.id(file.getId(), "file"),
                text(file.getName()),
                text(file.getMimetype()),
                file.getSize() == null ? 0 : Math.max(0, file.getSize()),
                file.isExternal() || EXTERNAL.equals(file.getMode()));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
