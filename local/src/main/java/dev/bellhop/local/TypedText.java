package dev.bellhop.local;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Between what people type and what Slack stores.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text">Formatting message text</a>
 */
final class TypedText {

    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>]+");
    private static final Pattern NAME = Pattern.compile("(?<![\\w&@#])([@#])([\\w.-]*\\w)");
    private static final Pattern REFERENCE = Pattern.compile("<([@#!]?)([^<>|]*)(?:\\|([^<>]*))?>");
    private static final Pattern DATE =
            Pattern.compile("<!date\\^(\\d{1,11})\\^([^<>|^]*)(?:\\^[^<>|]*)?(?:\\|[^<>]*)?>");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private final SlackWorkspace workspace;

    TypedText(SlackWorkspace workspace) {
        this.workspace = workspace;
    }

    /** As Slack stores what was typed: escaped, with names, groups and links marked. */
    String stored(String typed) {
        String escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        String linked = LINK.matcher(escaped).replaceAll(link -> Matcher.quoteReplacement("<" + link.group() + ">"));
        return replaced(NAME, linked, this::reference);
    }

    /** As people read what Slack stored, with times in UTC. */
    String shown(String stored) {
        return shown(stored, ZoneOffset.UTC);
    }

    /** As someone in {@code zone} reads what Slack stored, without what could command a terminal. */
    String shown(String stored, ZoneId zone) {
        String dated = replaced(DATE, stored, date -> SlackDate.shown(date.group(1), date.group(2), zone));
        String read = replaced(REFERENCE, dated, this::name)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
        return CONTROL.matcher(read).replaceAll("");
    }

    private Optional<String> reference(MatchResult typed) {
        String name = typed.group(2);
        if (typed.group(1).equals("#")) {
            return workspace.channelNamed(name).map(channel -> "<#" + channel.id() + "|" + name + ">");
        }
        return switch (name) {
            case "here", "channel", "everyone" -> Optional.of("<!" + name + ">");
            default -> workspace.userNamed(name).map(user -> "<@" + user.id() + ">");
        };
    }

    private Optional<String> name(MatchResult reference) {
        String id = reference.group(2);
        Optional<String> label = Optional.ofNullable(reference.group(3));
        return switch (reference.group(1)) {
            case "@" -> workspace.user(id).map(user -> "@" + user.name());
            case "#" ->
                label.or(() -> workspace.channel(id).map(SlackWorkspace.Channel::name))
                        .map(name -> "#" + name);
            case "!" -> Optional.of(label.orElse("@" + id));
            default -> Optional.of(label.orElse(id));
        };
    }

    private static String replaced(Pattern pattern, String text, Function<MatchResult, Optional<String>> replacement) {
        return pattern.matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(replacement.apply(match).orElse(match.group())));
    }
}
