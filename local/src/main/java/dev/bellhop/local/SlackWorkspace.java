package dev.bellhop.local;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A small Slack workspace: people, channels, direct messages, and what was said. All of it is in memory. */
public final class SlackWorkspace {

    public static final String TEAM = "T0BELLHOP";
    public static final String APP = "A0BELLHOP";
    public static final String BOT = "B0BELLHOP";

    /** The bot as a member of the workspace. */
    public static final User BELLHOP = new User("U0BELLHOP", "bellhop", "Bellhop", ZoneId.of("UTC"));

    public static final User ADA = new User("U0ADA0001", "ada", "Ada Lovelace", ZoneId.of("Europe/London"));
    public static final User GRACE = new User("U0GRACE01", "grace", "Grace Hopper", ZoneId.of("America/New_York"));
    public static final User KATHERINE =
            new User("U0KATH001", "katherine", "Katherine Johnson", ZoneId.of("America/Los_Angeles"));

    public static final Channel GENERAL = new Channel("C0GENERAL", "general", Kind.CHANNEL);

    /** A channel that the bot has not joined. */
    public static final Channel RANDOM = new Channel("C0RANDOM1", "random", Kind.CHANNEL);

    /** {@code zone} as in {@code users.info}, which calls it {@code tz}. */
    public record User(String id, String name, String realName, ZoneId zone) {}

    /** Slack's {@code channel_type}. */
    public enum Kind {
        CHANNEL,
        GROUP,
        IM;

        String type() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param name a direct message's is the name of the one who talks with the bot there */
    public record Channel(String id, String name, Kind kind) {}

    /**
     * What was said.
     *
     * @param ts unique, and later than that of everything said before
     * @param text as Slack stores it, with {@code & < >} escaped
     * @param onlyFor who alone sees it, if it is ephemeral
     * @param blocks the JSON array of its Block Kit blocks, where it has any; people then see these in the place of the text
     */
    public record Message(
            Channel channel,
            String ts,
            Optional<String> thread,
            User user,
            String text,
            Optional<User> onlyFor,
            Optional<String> blocks) {

        Message(Channel channel, String ts, Optional<String> thread, User user, String text, Optional<User> onlyFor) {
            this(channel, ts, thread, user, text, onlyFor, Optional.empty());
        }

        public boolean isOfBot() {
            return user.equals(BELLHOP);
        }
    }

    private final Clock clock;
    private final Consumer<Message> watcher;
    private final Map<String, User> users = new LinkedHashMap<>();
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final Set<String> joinedByBot = new HashSet<>();
    private final List<Message> messages = new ArrayList<>();
    private long lastMicros;

    /** @param watcher sees each message once it is stored, in the thread of whoever said it */
    public SlackWorkspace(Clock clock, Consumer<Message> watcher) {
        this.clock = clock;
        this.watcher = watcher;
        List.of(BELLHOP, ADA, GRACE, KATHERINE).forEach(user -> users.put(user.id(), user));
        List.of(GENERAL, RANDOM).forEach(channel -> channels.put(channel.id(), channel));
        joinedByBot.add(GENERAL.id());
    }

    /** Stores and shows a message. */
    public Message post(Channel channel, Optional<String> thread, User user, String text, Optional<User> onlyFor) {
        return post(channel, thread, user, text, onlyFor, Optional.empty());
    }

    /** Stores and shows a message with blocks. */
    Message post(
            Channel channel,
            Optional<String> thread,
            User user,
            String text,
            Optional<User> onlyFor,
            Optional<String> blocks) {
        Message message;
        synchronized (this) {
            message = new Message(channel, nextTs(), thread, user, text, onlyFor, blocks);
            messages.add(message);
        }
        watcher.accept(message);
        return message;
    }

    /** Puts another text and other blocks in the place of a message's, and shows it again. */
    void replace(Message old, String text, Optional<String> blocks) {
        Message message = new Message(old.channel(), old.ts(), old.thread(), old.user(), text, old.onlyFor(), blocks);
        synchronized (this) {
            messages.replaceAll(each -> each.ts().equals(old.ts()) ? message : each);
        }
        watcher.accept(message);
    }

    /** Takes a message away. */
    synchronized void delete(Message message) {
        messages.removeIf(each -> each.ts().equals(message.ts()));
    }

    /** Everything said so far, oldest first. */
    public synchronized List<Message> messages() {
        return List.copyOf(messages);
    }

    public synchronized Optional<User> user(String id) {
        return Optional.ofNullable(users.get(id));
    }

    public synchronized Optional<User> userNamed(String name) {
        return users.values().stream().filter(user -> user.name().equals(name)).findFirst();
    }

    public synchronized Optional<Channel> channelNamed(String name) {
        return channels.values().stream()
                .filter(channel -> channel.kind() != Kind.IM && channel.name().equals(name))
                .findFirst();
    }

    public synchronized Optional<Channel> channel(String id) {
        return Optional.ofNullable(channels.get(id));
    }

    /** Where {@code user} and the bot talk; opened when first asked for. */
    public synchronized Channel directMessages(User user) {
        return channels.computeIfAbsent("D" + user.id().substring(1), id -> new Channel(id, user.name(), Kind.IM));
    }

    public synchronized boolean isBotIn(Channel channel) {
        return channel.kind() == Kind.IM || joinedByBot.contains(channel.id());
    }

    /** Takes the bot into a channel. */
    public synchronized void addBotTo(Channel channel) {
        joinedByBot.add(channel.id());
    }

    /** A {@code ts} that nothing else has. */
    public synchronized String nextTs() {
        Instant now = clock.instant();
        long micros = TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000;
        lastMicros = Math.max(lastMicros + 1, micros);
        return "%d.%06d".formatted(lastMicros / 1_000_000, lastMicros % 1_000_000);
    }
}
