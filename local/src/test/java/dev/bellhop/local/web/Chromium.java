package dev.bellhop.local.web;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The Chromium that is installed here, without a window. Nothing is downloaded. */
final class Chromium {

    private static final String BROWSER = "CHROMIUM";
    private static final String DRIVER = "CHROMEDRIVER";

    /** Set where the tests must not be left out. */
    private static final String REQUIRED = "BROWSER_TESTS";

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private Chromium() {}

    /**
     * Opens it.
     *
     * @param folder its own, for what it keeps
     */
    static ChromeDriver open(Path folder) {
        Optional<Path> browser = found(
                BROWSER,
                List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
                List.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));
        Optional<Path> driver = found(DRIVER, List.of("chromedriver"), List.of("/usr/lib/chromium/chromedriver"));
        if (browser.isEmpty() || driver.isEmpty()) {
            throw missing(browser.isEmpty() ? BROWSER : DRIVER);
        }
        ChromeOptions options = new ChromeOptions()
                .setBinary(browser.get().toFile())
                .addArguments(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        // What fades in has its contrast late.
                        "--force-prefers-reduced-motion",
                        "--user-data-dir=" + folder);
        ChromeDriver opened = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.get().toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
        // A page that no connection is left for is found out before the next five minutes are over.
        opened.manage().timeouts().pageLoadTimeout(LONGEST).scriptTimeout(LONGEST);
        return opened;
    }

    /** Fails where the tests are required; elsewhere they are skipped, and the report says why. */
    private static RuntimeException missing(String variable) {
        String message = "The page is not tested: there is no " + variable.toLowerCase(Locale.ROOT)
                + ". Install it (Debian: apt-get install chromium chromium-driver), or set the environment variable "
                + variable + " to its executable.";
        if ("required".equals(System.getenv(REQUIRED)) || System.getenv("CI") != null) {
            throw new AssertionError(message);
        }
        // Surefire shows no reason for a whole class.
        System.err.println(message);
        return Assumptions.<RuntimeException>abort(message);
    }

    private static Optional<Path> found(String variable, List<String> names, List<String> places) {
        String named = System.getenv(variable);
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        Stream<Path> onPath = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)));
        return Stream.concat(onPath, places.stream().map(Path::of))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** axe-core's script. */
    static String axe() throws IOException {
        try (var script = Chromium.class.getResourceAsStream("/axe.min.js")) {
            if (script == null) {
                throw new IOException("axe.min.js is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
