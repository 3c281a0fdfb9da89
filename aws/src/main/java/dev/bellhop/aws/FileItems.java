package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromSs;

import dev.bellhop.events.FileFacts;
import dev.bellhop.events.FileKind;
import dev.bellhop.events.FileProblem;
import dev.bellhop.files.FileKeys;
import dev.bellhop.files.FileStatus;
import dev.bellhop.files.KeptFile;
import dev.bellhop.files.Share;
import dev.bellhop.files.Tombstone;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Files as items of the files table: {@code F#team#file} / {@code FILE}, {@code FORGOTTEN#generation} and
 * {@code W#generation#word}.
 */
final class FileItems {

    static final String PK = "pk";
    static final String SK = "sk";
    static final String FILE = "FILE";
    static final String FORGOTTEN = "FORGOTTEN#";
    static final String REVISION = "revision";
    static final String GENERATION = "generation";

    private static final String PICTURE = "picture";

    /** The index of what can be listed, by team. */
    static final String RECENT_INDEX = "recent";

    static final String LISTED = "listed";

    /** The index of words, by team and word. */
    static final String WORD_INDEX = "word";

    static final String WORD_KEY = "wordKey";
    static final String SHARED_AT = "sharedAt";

    /** What was on its way when a file was forgotten comes within this time, if it ever does: a dead letter is redriven. */
    private static final Duration TOMBSTONE = MarkItems.KEPT;

    private FileItems() {}

    static AttributeValue partition(String team, String file) {
        return fromS("F#" + team + "#" + file);
    }

    static Map<String, AttributeValue> key(String team, String file, String sort) {
        return Map.of(PK, partition(team, file), SK, fromS(sort));
    }

    /** What the sort keys of a life's words begin with. */
    static String words(FileKeys life) {
        return "W#" + life.generation() + "#";
    }

    /** Whether the item of that sort key is of the life that {@code file} is in; words of former ones may be left for a time. */
    static boolean isOf(String sort, KeptFile file) {
        return sort.equals(FILE) || sort.startsWith(words(file.keys()));
    }

    static AttributeValue wordKey(String team, String word) {
        return fromS(team + "#" + word);
    }

    /** @param kept how long since its life began */
    static Map<String, AttributeValue> word(KeptFile file, String word, Duration kept) {
        Map<String, AttributeValue> item = new HashMap<>(key(file.team(), file.id(), words(file.keys()) + word));
        item.put(WORD_KEY, wordKey(file.team(), word));
        item.put(SHARED_AT, MarkItems.millis(file.sharedAt()));
        item.put(MarkItems.EXPIRES, seconds(file.since().plus(kept)));
        return item;
    }

    /** @param kept how long since its life began */
    static Map<String, AttributeValue> item(KeptFile file, Duration kept) {
        Map<String, AttributeValue> item = new HashMap<>(key(file.team(), file.id(), FILE));
        item.put("team", fromS(file.team()));
        item.put("file", fromS(file.id()));
        item.put("name", fromS(file.name()));
        item.put("mimetype", fromS(file.mimetype()));
        item.put("size", number(file.size()));
        item.put("user", fromS(file.user()));
        item.put("channels", fromSs(List.copyOf(file.channels())));
        item.put("waiting", fromL(file.waiting().stream().map(FileItems::share).toList()));
        item.put("status", name(file.status()));
        file.problem().ifPresent(problem -> item.put("problem", name(problem)));
        put(item, file.facts());
        item.put("excerpt", fromS(file.excerpt()));
        item.put("hasThumbnail", fromBool(file.thumbnail()));
        item.put("hasText", fromBool(file.text()));
        file.picture().ifPresent(picture -> item.put(PICTURE, fromS(picture)));
        item.put(SHARED_AT, MarkItems.millis(file.sharedAt()));
        if (file.hasOriginal()) {
            item.put(LISTED, fromS(file.team()));
        }
        item.put(GENERATION, number(file.generation()));
        item.put(REVISION, number(file.revision()));
        item.put(MarkItems.EXPIRES, seconds(file.since().plus(kept)));
        return item;
    }

    private static void put(Map<String, AttributeValue> item, FileFacts facts) {
        item.put("kind", name(facts.kind()));
        facts.width().ifPresent(width -> item.put("width", number(width)));
        facts.height().ifPresent(height -> item.put("height", number(height)));
        facts.pages().ifPresent(pages -> item.put("pages", number(pages)));
        facts.title().ifPresent(title -> item.put("title", fromS(title)));
        facts.author().ifPresent(author -> item.put("author", fromS(author)));
        facts.language().ifPresent(language -> item.put("language", fromS(language)));
        facts.characters().ifPresent(characters -> item.put("characters", number(characters)));
    }

    static KeptFile file(Item item) {
        return new KeptFile(
                item.string("team"),
                item.string("file"),
                item.number(GENERATION),
                item.string("name"),
                item.string("mimetype"),
                item.number("size"),
                item.string("user"),
                Set.copyOf(item.get("channels").ss()),
                item.items("waiting").stream().map(FileItems::share).toList(),
                FileStatus.valueOf(constant(item, "status")),
                item.has("problem") ? Optional.of(problem(item)) : Optional.empty(),
                new FileFacts(
                        kind(item),
                        integer(item, "width"),
                        integer(item, "height"),
                        integer(item, "pages"),
                        item.optional("title", AttributeValue::s),
                        item.optional("author", AttributeValue::s),
                        item.optional("language", AttributeValue::s),
                        integer(item, "characters")),
                item.string("excerpt"),
                item.get("hasThumbnail").bool(),
                item.get("hasText").bool(),
                item.optional(PICTURE, AttributeValue::s),
                item.instant(SHARED_AT),
                (int) item.number(REVISION));
    }

    /**
     * Whether it is to be known still: DynamoDB takes days to delete what is over, and the bucket may be quicker. What has no
     * generation is of a version before there were any.
     *
     * @param over what began at that time or before
     */
    static boolean isLive(Item item, Instant over) {
        return item.has(GENERATION) && item.number(GENERATION) > over.toEpochMilli();
    }

    static Map<String, AttributeValue> forgotten(String team, String file, Tombstone tombstone) {
        Map<String, AttributeValue> item = new HashMap<>(key(team, file, FORGOTTEN + tombstone.generation()));
        item.put(GENERATION, number(tombstone.generation()));
        item.put("user", fromS(tombstone.user()));
        item.put("at", MarkItems.millis(tombstone.at()));
        item.put("request", fromS(tombstone.request()));
        tombstone.picture().ifPresent(picture -> item.put(PICTURE, fromS(picture)));
        item.put(MarkItems.EXPIRES, seconds(tombstone.at().plus(TOMBSTONE)));
        return item;
    }

    static Tombstone forgotten(Item item) {
        return new Tombstone(
                item.number(GENERATION),
                item.string("user"),
                item.instant("at"),
                item.string("request"),
                item.optional(PICTURE, AttributeValue::s));
    }

    private static AttributeValue share(Share share) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("channel", fromS(share.channel()));
        item.put("channelType", fromS(share.channelType()));
        share.thread().ifPresent(thread -> item.put("thread", fromS(thread)));
        item.put("ts", fromS(share.ts()));
        item.put("user", fromS(share.user()));
        return fromM(item);
    }

    private static Share share(Item item) {
        return new Share(
                item.string("channel"),
                item.string("channelType"),
                item.optional("thread", AttributeValue::s),
                item.string("ts"),
                item.string("user"));
    }

    /** What only a later version knows is a file all the same. */
    private static FileKind kind(Item item) {
        try {
            return FileKind.valueOf(constant(item, "kind"));
        } catch (IllegalArgumentException e) {
            return FileKind.OTHER;
        }
    }

    /** The same of what is wrong with it. */
    private static FileProblem problem(Item item) {
        try {
            return FileProblem.valueOf(constant(item, "problem"));
        } catch (IllegalArgumentException e) {
            return FileProblem.UNSUPPORTED;
        }
    }

    private static String constant(Item item, String name) {
        return item.string(name).toUpperCase(Locale.ROOT);
    }

    private static AttributeValue name(Enum<?> constant) {
        return fromS(constant.name().toLowerCase(Locale.ROOT));
    }

    private static Optional<Integer> integer(Item item, String name) {
        return item.optional(name, value -> Integer.valueOf(value.n()));
    }

    private static AttributeValue number(long number) {
        return fromN(Long.toString(number));
    }

    private static AttributeValue seconds(Instant time) {
        return number(time.getEpochSecond());
    }
}
