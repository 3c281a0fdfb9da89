package dev.bellhop.slack;

/** Text as Slack wants it. */
public final class SlackText {

    private SlackText() {}

    /**
     * {@code text} as people will read it. Escaped are the three characters that Slack's own markup is made of and no
     * others, so nothing in it can become a mention, a channel or a link.
     *
     * @see <a href="https://docs.slack.dev/messaging/formatting-message-text#escaping">Escaping text</a>
     */
    public static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
