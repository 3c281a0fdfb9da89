package dev.bellhop.local;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person types at {@code bin/local}, said and done in #general. */
final class Prompt {

    static final String HELP = "Say something in #general, such as: awsadvent some words\n"
            + "/reserve …   as grace: text   as grace   press 1   fill name=value …   close   /quit ends";

    static final String NOT_SENT = "what is typed here is not sent; /quit ends";

    private static final Pattern AS = Pattern.compile("as\\s+@?([\\w.-]+)\\s*(?::\\s*(.*))?");
    private static final Pattern PRESS = Pattern.compile("press\\s+(\\d{1,6})");
    private static final Pattern FILL = Pattern.compile("fill((?:\\s+[\\w.-]+=(?:\"[^\"]*\"|\\S*))*)");
    private static final Pattern PAIR = Pattern.compile("([\\w.-]+)=(?:\"([^\"]*)\"|(\\S*))");

    private final LocalBellhop bellhop;
    private final Consumer<String> out;
    private SlackWorkspace.User user = SlackWorkspace.ADA;

    /** @param out takes a line for the one who types */
    Prompt(LocalBellhop bellhop, Consumer<String> out) {
        this.bellhop = bellhop;
        this.out = out;
    }

    /** Does what a line says; returns false where it ends the program. */
    boolean read(String line) {
        String text = line.strip();
        Matcher as = AS.matcher(text);
        if (text.equals("/quit")) {
            return false;
        }
        if (bellhop.realWorkspace().isPresent()) {
            out.accept("Slack is " + bellhop.realWorkspace().get() + ": " + NOT_SENT);
            return true;
        }
        if (!as.matches()) {
            act(user, text);
            return true;
        }
        Optional<SlackWorkspace.User> named = bellhop.workspace().userNamed(as.group(1));
        if (named.isEmpty() && as.group(2) == null) {
            // Somebody says "as usual".
            act(user, text);
        } else if (named.isEmpty()) {
            out.accept("Nobody here is called " + as.group(1) + ": ada, grace, katherine.");
        } else if (as.group(2) == null) {
            user = named.get();
            bellhop.viewAs(user);
            out.accept("You are " + user.name() + ".");
        } else {
            act(named.get(), as.group(2).strip());
        }
        return true;
    }

    private void act(SlackWorkspace.User who, String text) {
        Matcher press = PRESS.matcher(text);
        Matcher fill = FILL.matcher(text);
        if (text.startsWith("/")) {
            String[] parts = text.split("\\s+", 2);
            var unused = bellhop.command(who, SlackWorkspace.GENERAL, parts[0], parts.length == 1 ? "" : parts[1]);
        } else if (press.matches()) {
            var unused = bellhop.press(who, Integer.parseInt(press.group(1)));
        } else if (text.equals("close")) {
            bellhop.close(who);
        } else if (fill.matches()) {
            var unused = bellhop.fill(who, pairs(fill.group(1)));
        } else if (!text.isEmpty()) {
            var unused = bellhop.say(who, SlackWorkspace.GENERAL, text);
        }
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        PAIR.matcher(text)
                .results()
                .forEach(pair -> pairs.put(pair.group(1), pair.group(2) == null ? pair.group(3) : pair.group(2)));
        return pairs;
    }
}
