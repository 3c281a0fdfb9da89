package dev.bellhop.local.web;

import dev.bellhop.local.LocalBellhop;
import dev.bellhop.local.Unhurried;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * The whole system, started once for a class, and its page in a real browser, opened anew for each test.
 *
 * <p>All classes have one browser, since starting it takes long; so none of them runs beside another.
 */
final class OnScreen implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private @Nullable Shared shared;
    private @Nullable Path data;
    private @Nullable LocalBellhop bellhop;
    private int port;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        shared = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(OnScreen.class))
                .computeIfAbsent(Shared.class, type -> Shared.open(), Shared.class);
        data = Files.createTempDirectory("bellhop-data");
        start(0);
    }

    /** Whatever another test left open is closed. */
    @Override
    public void beforeEach(ExtensionContext context) {
        bellhop().workspace().users().forEach(bellhop()::close);
        ChromeDriver driver = driver();
        for (String other : driver.getWindowHandles()) {
            if (!other.equals(tab())) {
                driver.switchTo().window(other).close();
            }
        }
        driver.switchTo().window(tab());
        screen().open(bellhop().url(), Screen.WIDE);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (bellhop != null) {
            bellhop.close();
        }
        if (data != null) {
            delete(data);
        }
    }

    LocalBellhop bellhop() {
        return Objects.requireNonNull(bellhop);
    }

    Screen screen() {
        return opened().screen;
    }

    ChromeDriver driver() {
        return opened().driver;
    }

    /** The first one. */
    String tab() {
        return opened().tab;
    }

    /** Starts the system, once it is closed, again: at the same address, and with what it kept. */
    void startAgain() throws IOException {
        start(port);
    }

    private void start(int wanted) throws IOException {
        LocalBellhop started = Unhurried.bellhop()
                .port(wanted)
                .data(Objects.requireNonNull(data))
                .start();
        port = started.url().getPort();
        bellhop = started;
    }

    private Shared opened() {
        return Objects.requireNonNull(shared);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : innermostFirst) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** The browser of all classes; it is closed after the last. */
    private record Shared(ChromeDriver driver, String tab, Screen screen, Path folder) implements AutoCloseable {

        static Shared open() {
            try {
                Path folder = Files.createTempDirectory("bellhop-chromium");
                ChromeDriver driver = Chromium.open(folder);
                return new Shared(driver, driver.getWindowHandle(), new Screen(driver), folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            driver.quit();
            delete(folder);
        }
    }
}
