package dev.bellhop.local.web;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The page as somebody sees and uses it. */
final class Screen {

    static final Dimension WIDE = new Dimension(1280, 800);
    static final Dimension NARROW = new Dimension(390, 844);

    /** The field where one types. */
    static final String FIELD = "#say";

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final String SHOWN = """
            return [...document.querySelectorAll(arguments[0])]
                .filter(e => e.checkVisibility() && e.innerText.replace(/\\s+/g, ' ').includes(arguments[1])).length""";

    private final ChromeDriver driver;

    Screen(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Opens the page as one who was never there. */
    void open(URI url, Dimension size) {
        // Not the window's size but the page's, which no window's border narrows.
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", size.width, "height", size.height, "deviceScaleFactor", 1, "mobile", false));
        driver.get(url.toString());
        run("localStorage.clear(); sessionStorage.clear();");
        driver.get(url.toString());
        sees(".link-state[data-link=live]", "On this machine");
    }

    /** Types into the field, and sends. */
    void say(String text) {
        type(FIELD, text);
        find(FIELD).sendKeys(Keys.ENTER);
    }

    void type(String css, String text) {
        WebElement field = find(css);
        field.clear();
        field.sendKeys(text);
    }

    /** Presses keys wherever the focus is. */
    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Clicks what is shown and has the text. */
    void click(String css, String text) {
        sees(css, text);
        until(
                () -> {
                    try {
                        for (WebElement each : driver.findElements(By.cssSelector(css))) {
                            if (each.isDisplayed()
                                    && each.getText().replaceAll("\\s+", " ").contains(text)) {
                                each.click();
                                return true;
                            }
                        }
                        return false;
                    } catch (StaleElementReferenceException | ElementNotInteractableException e) {
                        // Drawn anew meanwhile, or something else is there now.
                        return false;
                    }
                },
                "clicking “" + text + "” in " + css);
    }

    void click(String css) {
        click(css, "");
    }

    /** Waits for a text to be shown; any white space is one space. */
    void sees(String css, String text) {
        until(() -> count(css, text) > 0, "“" + text + "” in " + css);
    }

    /** Waits for a text not to be shown any more. */
    void seesNo(String css, String text) {
        until(() -> count(css, text) == 0, "no “" + text + "” in " + css);
    }

    /** How many elements show the text. */
    long count(String css, String text) {
        return number(SHOWN, css, text);
    }

    /** What each of them shows; any white space is one space. */
    List<String> texts(String css) {
        Object texts = run(
                "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.replace(/\\s+/g, ' ').trim())",
                css);
        return texts instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** What the field or element holds. */
    @Nullable
    String value(String css) {
        return find(css).getDomProperty("value");
    }

    void resize(Dimension size) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", size.width, "height", size.height, "deviceScaleFactor", 1, "mobile", false));
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    @Nullable
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    long number(String script, Object... arguments) {
        return run(script, arguments) instanceof Number number ? number.longValue() : -1;
    }

    /** How many pixels stand out at the right, of the page or of what is scrolled within it. */
    long overflow() {
        return number("""
                return Math.max(document.documentElement.scrollWidth - innerWidth, document.body.scrollWidth - innerWidth,
                    ...[...document.querySelectorAll('.scroller, .panel, .log-box, .dialog-body, .trouble')]
                        .filter(each => each.checkVisibility())
                        .map(each => each.scrollWidth - each.clientWidth))""");
    }

    /** What axe-core finds that is serious or worse, a line each; its script runs in the page. */
    List<?> violations(String axe) {
        driver.executeScript(axe);
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run({resultTypes: ['violations']}).then(result => done(result.violations
                    .filter(each => ['serious', 'critical'].includes(each.impact))
                    .map(each => each.id + ': ' + each.nodes.map(node => node.html).join(' '))), problem => done([String(problem)]))""");
        return found instanceof List<?> list ? list : List.of("axe answered " + found);
    }

    void until(BooleanSupplier condition, String what) {
        Instant end = Instant.now().plus(LONGEST);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("Not seen within " + LONGEST + ": " + what + ". The page shows:\n" + text());
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private String text() {
        try {
            return find("body").getText();
        } catch (WebDriverException e) {
            return e.toString();
        }
    }
}
