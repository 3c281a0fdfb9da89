package dev.bellhop.local.web;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.bellhop.local.LocalBellhop;
import dev.bellhop.local.Unhurried;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The whole system, started anew for each test, and someone at its page. */
final class RunningPage implements BeforeEachCallback, AfterEachCallback {

    static final Duration SOON = Duration.ofMinutes(2);
    static final String ADA = "U0ADA0001";
    static final String GRACE = "U0GRACE01";

    private @Nullable LocalBellhop bellhop;
    private @Nullable Browser browser;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        LocalBellhop started = Unhurried.bellhop().start();
        bellhop = started;
        browser = new Browser(started.url());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (browser != null) {
            browser.close();
        }
        if (bellhop != null) {
            bellhop.close();
        }
    }

    LocalBellhop bellhop() {
        return Objects.requireNonNull(bellhop);
    }

    Browser browser() {
        return Objects.requireNonNull(browser);
    }

    /** Has Ada say something in #general. */
    void say(String text) throws Exception {
        browser()
                .done(
                        "/local/messages",
                        "{\"user\":\"" + ADA + "\",\"channel\":\"C0GENERAL\",\"text\":\"" + text + "\"}");
    }

    /** Sends {@code /reserve} from #general. */
    void command(String user, String text) throws Exception {
        browser()
                .done(
                        "/local/commands",
                        "{\"user\":\"" + user + "\",\"channel\":\"C0GENERAL\",\"command\":\"/reserve\",\"text\":\""
                                + text + "\"}");
    }

    /** The first trace that is meant. */
    JsonObject trace(Predicate<JsonObject> meant) throws Exception {
        return objects(browser().json("/local/snapshot"), "traces").stream()
                .filter(meant)
                .findFirst()
                .orElseThrow();
    }

    /** What can fail, as the page is told of it. */
    List<JsonObject> services() throws Exception {
        return objects(browser().json("/local/snapshot").getAsJsonObject("trouble"), "services");
    }

    static List<JsonObject> objects(JsonObject json, String name) {
        return StreamSupport.stream(json.getAsJsonArray(name).spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    static String text(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }
}
