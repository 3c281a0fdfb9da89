package dev.bellhop.local;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A small Slack workspace: people, channels, direct messages, and what was said. It is in memory; who wants to keep it, watches. */
public final class SlackWorkspace {

    public static final String TEAM = "T0BELLHOP";
    public static final String APP = "A0BELLHOP";
    public static final String BOT = "B0BELLHOP";

    /** No message is longer, in characters. */
    public static final int MOST_TEXT = 40_000;

    /** The bot as a member of the workspace. */
    public static final User BELLHOP = new User("U0BELLHOP", "bellhop", "Bellhop", ZoneId.of("UTC"));

    public static final User ADA = new User("U0ADA0001", "ada", "Ada Lovelace", ZoneId.of("Europe/London"));
    public static final User GRACE = new User("U0GRACE01", "grace", "Grace Hopper", ZoneId.of("America/New_York"));
    public static final User KATHERINE =
            new User("U0KATH001", "katherine", "Katherine Johnson", ZoneId.of("America/Los_Angeles"));

    public static final Channel GENERAL = new Channel("C0GENERAL", "general", Kind.CHANNEL);

    public static final Channel OPS = new Channel("C0OPS0001", "ops", Kind.CHANNEL);

    /** A channel that the bot has not joined. */
    public static final Channel RANDOM = new Channel("C0RANDOM1", "random", Kind.CHANNEL);

    /** {@code zone} as in {@code users.info}, which calls it {@code tz}. */
    public record User(String id, String name, String realName, ZoneId zone) {}

    /** Slack's {@code channel_type}. */
    public enum Kind {
        CHANNEL,
        GROUP,
        IM;

        public String type() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A conversation.
     *
     * @param name a direct message's is the name of the one who talks with the bot there
     * @param members the ids of those who are in a private channel; everyone is in the others
     */
    public record Channel(String id, String name, Kind kind, Set<String> members) {
        public Channel {
            members = Set.copyOf(members);
        }

        public Channel(String id, String name, Kind kind) {
            this(id, name, kind, Set.of());
        }

        /** Whether {@code user}, who is not the bot, is in it. */
        public boolean has(User user) {
            return switch (kind) {
                case CHANNEL -> true;
                case GROUP -> members.contains(user.id());
                case IM -> user.name().equals(name);
            };
        }
    }

    /**
     * A file that somebody uploaded.
     *
     * @param mimetype as its name says
     * @param size in bytes
     * @param created in seconds
     * @param url where it is for the bot, {@code url_private}
     */
    public record File(String id, String name, String mimetype, long size, User user, long created, URI url) {}

    /**
     * What was said.
     *
     * @param ts unique, and later than that of everything said before
     * @param text as Slack stores it, with {@code & < >} escaped
     * @param onlyFor who alone sees it, if it is ephemeral
     * @param blocks the JSON array of its Block Kit blocks, where it has any; people then see these in the place of the text
     * @param edited whether something else stood there before
     * @param broadcast whether it is a reply that is shown in the channel too
     * @param files that were shared with it
     */
    public record Message(
            Channel channel,
            String ts,
            Optional<String> thread,
            User user,
            String text,
            Optional<User> onlyFor,
            Optional<String> blocks,
            boolean edited,
            boolean broadcast,
            List<File> files) {

        public Message {
            files = List.copyOf(files);
        }

        Message(Channel channel, String ts, Optional<String> thread, User user, String text, Optional<User> onlyFor) {
            this(channel, ts, thread, user, text, onlyFor, Optional.empty(), false, false, List.of());
        }

        public boolean isOfBot() {
            return user.equals(BELLHOP);
        }
    }

    /** Is told of what happens, in the thread of whoever does it. */
    @FunctionalInterface
    public interface Watcher {

        /** A message was said, or another stands in its place now. */
        void said(Message message);

        default void deleted(Message message) {}

        /** A channel is new, or the bot is in it now. */
        default void changed(Channel channel, boolean botIn) {}
    }

    /** Seconds and microseconds; of one length until the year 2286, so they sort as text. */
    private static final Pattern TS = Pattern.compile("[0-9]{10}\\.[0-9]{6}");

    private static final Pattern CHANNEL_NAME = Pattern.compile("[a-z0-9_-]{1,80}");

    private final Clock clock;
    private final Watcher watcher;
    private final Map<String, User> users = new LinkedHashMap<>();
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final Set<String> joinedByBot = new HashSet<>();
    private final List<Message> messages = new ArrayList<>();
    private long lastMicros;

    public SlackWorkspace(Clock clock, Watcher watcher) {
        this.clock = clock;
        this.watcher = watcher;
        List.of(BELLHOP, ADA, GRACE, KATHERINE).forEach(user -> users.put(user.id(), user));
        List.of(GENERAL, OPS, RANDOM).forEach(channel -> channels.put(channel.id(), channel));
        joinedByBot.addAll(List.of(GENERAL.id(), OPS.id()));
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
        return post(channel, thread, false, user, text, onlyFor, blocks);
    }

    /**
     * Stores and shows a message with blocks.
     *
     * @param broadcast whether a reply is shown in the channel too
     */
    Message post(
            Channel channel,
            Optional<String> thread,
            boolean broadcast,
            User user,
            String text,
            Optional<User> onlyFor,
            Optional<String> blocks) {
        return post(channel, thread, broadcast, user, text, onlyFor, blocks, List.of());
    }

    /** Stores and shows what somebody says with files. */
    Message post(Channel channel, Optional<String> thread, User user, String text, List<File> files) {
        return post(channel, thread, false, user, text, Optional.empty(), Optional.empty(), files);
    }

    private Message post(
            Channel channel,
            Optional<String> thread,
            boolean broadcast,
            User user,
            String text,
            Optional<User> onlyFor,
            Optional<String> blocks,
            List<File> files) {
        Message message;
        synchronized (this) {
            message = new Message(
                    channel,
                    nextTs(),
                    thread,
                    user,
                    text,
                    onlyFor,
                    blocks.map(Blocks::complete),
                    false,
                    broadcast && thread.isPresent(),
                    files);
            messages.add(message);
        }
        watcher.said(message);
        return message;
    }

    /**
     * Puts another text and other blocks in the place of a message's, and shows it again.
     *
     * @return empty where the message is not there any more
     */
    Optional<Message> replace(Message old, String text, Optional<String> blocks) {
        Message message = new Message(
                old.channel(),
                old.ts(),
                old.thread(),
                old.user(),
                text,
                old.onlyFor(),
                blocks.map(Blocks::complete),
                true,
                old.broadcast(),
                old.files());
        synchronized (this) {
            if (message(old.channel(), old.ts()).isEmpty()) {
                return Optional.empty();
            }
            messages.replaceAll(each -> each.ts().equals(old.ts()) ? message : each);
        }
        watcher.said(message);
        return Optional.of(message);
    }

    /** Takes a message away. */
    void delete(Message message) {
        boolean was;
        synchronized (this) {
            was = messages.removeIf(each -> each.ts().equals(message.ts()));
        }
        if (was) {
            watcher.deleted(message);
        }
    }

    /** Puts back what was kept, the oldest first, without telling the watcher. */
    synchronized void restore(Message message) {
        messages.add(message);
        String[] ts = message.ts().split("\\.", 2);
        lastMicros = Math.max(lastMicros, Long.parseLong(ts[0]) * 1_000_000 + Long.parseLong(ts[1]));
    }

    /** Puts back a channel that was kept, without telling the watcher. */
    synchronized void restore(Channel channel, boolean botIn) {
        channels.put(channel.id(), channel);
        if (botIn) {
            joinedByBot.add(channel.id());
        }
    }

    /** A message by its place; an ephemeral one too. */
    public synchronized Optional<Message> message(Channel channel, String ts) {
        return messages.stream()
                .filter(message ->
                        message.channel().equals(channel) && message.ts().equals(ts))
                .findFirst();
    }

    /** Everything said so far, oldest first. */
    public synchronized List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Everyone, the bot first. */
    public synchronized List<User> users() {
        return List.copyOf(users.values());
    }

    /** Everything that has been opened so far, direct messages too. */
    public synchronized List<Channel> channels() {
        return List.copyOf(channels.values());
    }

    /**
     * Makes a public channel, which the bot is not in.
     *
     * @return empty where there is one of that name
     * @throws IllegalArgumentException where Slack would not take the name
     */
    public Optional<Channel> addChannel(String name) {
        return addChannel(name, Kind.CHANNEL, Set.of());
    }

    /**
     * Makes a private channel, which the bot is not in.
     *
     * @param members the ids of those who are
     * @return empty where there is one of that name
     * @throws IllegalArgumentException where Slack would not take the name
     */
    public Optional<Channel> addPrivateChannel(String name, Set<String> members) {
        return addChannel(name, Kind.GROUP, members);
    }

    private Optional<Channel> addChannel(String name, Kind kind, Set<String> members) {
        if (!CHANNEL_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A channel's name is 1 to 80 lower-case letters, digits, - and _.");
        }
        Channel channel;
        synchronized (this) {
            if (channelNamed(name).isPresent()) {
                return Optional.empty();
            }
            channel = new Channel(
                    (kind == Kind.GROUP ? "G" : "C") + "0LOCAL%02d".formatted(channels.size()), name, kind, members);
            channels.put(channel.id(), channel);
        }
        watcher.changed(channel, false);
        return Optional.of(channel);
    }

    /** A file that was shared in some message. */
    synchronized Optional<File> file(String id) {
        return messages.stream()
                .flatMap(message -> message.files().stream())
                .filter(file -> file.id().equals(id))
                .findFirst();
    }

    /** Where a file was shared. */
    synchronized Set<Channel> channelsOf(File file) {
        return messages.stream()
                .filter(message -> message.files().contains(file))
                .map(Message::channel)
                .collect(Collectors.toCollection(LinkedHashSet::new));
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
        return channels.computeIfAbsent(directId(user), id -> new Channel(id, user.name(), Kind.IM));
    }

    /** A channel by its id; direct messages are opened by it. */
    synchronized Optional<Channel> openedChannel(String id) {
        return channel(id)
                .or(() -> users.values().stream()
                        .filter(user -> directId(user).equals(id))
                        .findFirst()
                        .map(this::directMessages));
    }

    private static String directId(User user) {
        return "D" + user.id().substring(1);
    }

    public synchronized boolean isBotIn(Channel channel) {
        return channel.kind() == Kind.IM || joinedByBot.contains(channel.id());
    }

    /** Takes the bot into a channel. */
    public void addBotTo(Channel channel) {
        boolean isNew;
        synchronized (this) {
            isNew = joinedByBot.add(channel.id());
        }
        if (isNew) {
            watcher.changed(channel, true);
        }
    }

    /** Whether a text is a {@code ts} of a message here. */
    static boolean isTs(String text) {
        return TS.matcher(text).matches();
    }

    /** A {@code ts} that nothing else has. */
    public synchronized String nextTs() {
        Instant now = clock.instant();
        long micros = TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000;
        lastMicros = Math.max(lastMicros + 1, micros);
        return "%d.%06d".formatted(lastMicros / 1_000_000, lastMicros % 1_000_000);
    }
}
