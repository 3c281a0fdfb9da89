package dev.bellhop.slack;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ImageBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.SlackFileObject;
import dev.bellhop.delivery.Reply;
import dev.bellhop.events.FileFacts;
import dev.bellhop.events.FileKind;
import dev.bellhop.events.FileProblem;
import dev.bellhop.events.FileProcessed;
import dev.bellhop.events.OneLine;
import dev.bellhop.files.FileSearch;
import dev.bellhop.files.FileWords;
import dev.bellhop.files.FilesCommand;
import dev.bellhop.files.FilesReading;
import dev.bellhop.files.Finding;
import dev.bellhop.files.KeptFile;
import dev.bellhop.files.Share;
import dev.bellhop.files.Sharing;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What is said about files. What strangers call them, and what is written in them, stands there escaped and in its own order. */
public final class FileText {

    /** {@code action_id} of the button that asks for a link; its value is the file's id. */
    public static final String DOWNLOAD = "file_download";

    /** Of a text, for a glance; who wants all of it has the button. */
    private static final int MOST_LINES = 8;

    private static final int MOST_EXCERPT = 400;

    private static final String FENCE = "```";

    private static final int KILO = 1_024;

    private FileText() {}

    /**
     * The answer to whoever shared it: what was found, its first lines, and a button.
     *
     * @param picture the id of a file that Slack has; it refuses the whole message ({@code invalid_blocks}) where it has not, or
     *     has not looked into it yet
     */
    public static Said answer(KeptFile file, Share share, Optional<String> picture) {
        String text = mention(share.user()) + sentence(file, FileText::code);
        List<LayoutBlock> blocks = new ArrayList<>(Said.sections(text));
        excerpt(file.excerpt()).map(Said::section).ifPresent(blocks::add);
        picture.map(id -> image(file, id)).ifPresent(blocks::add);
        if (file.hasOriginal()) {
            blocks.add(ActionsBlock.builder()
                    .elements(List.of(ReservationText.button(DOWNLOAD, "Download", file.id())))
                    .build());
        }
        return new Said(text, blocks);
    }

    /** The answer to whoever shared what is not kept. */
    public static Said problem(FileProblem problem, String name, Share share) {
        return Said.of(mention(share.user()) + sentence(problem, code(name)));
    }

    /** The same, to whoever asks for it. */
    public static Said problem(FileProblem problem, String name) {
        return Said.of(sentence(problem, code(name)));
    }

    /** What became of a file, where nothing is marked up: in a mail or on a telephone. */
    public static String plain(FileProcessed event) {
        return event.problem()
                .map(problem -> sentence(problem, quoted(event.name())))
                .orElseGet(() -> kept(quoted(event.name()), event.size(), event.facts(), UnaryOperator.identity()));
    }

    /** What became of a file, as a line of Slack's. */
    static String line(FileProcessed event) {
        return event.problem()
                .map(problem -> sentence(problem, code(event.name())))
                .orElseGet(() -> kept(code(event.name()), event.size(), event.facts(), SlackText::escape));
    }

    /** What was shared last, the newest first. */
    public static Said list(Finding.Found found) {
        List<KeptFile> files = found.files();
        if (files.isEmpty()) {
            return Said.of("I keep no file that was shared where you are." + newest(found)
                    + " Mention me in a message with one, and I keep it.");
        }
        String first = found.more()
                ? "*The last " + plural(files.size(), "file") + "*, newest first:"
                : "*Files*, newest first:" + newest(found);
        return Said.of(first + "\n" + lines(files) + "\n" + howOn());
    }

    /** Nobody is told that there is nothing where nobody looked. */
    private static String newest(Finding.Found found) {
        return found.all()
                ? ""
                : " I looked at the newest " + FileSearch.MOST_LOOKED_AT + " alone; there are older ones.";
    }

    /** What was looked for. */
    public static Said found(List<String> words, Finding.Found found) {
        List<KeptFile> files = found.files();
        String with = words.stream().map(FileText::code).collect(Collectors.joining(" and "));
        if (files.isEmpty()) {
            return Said.of("No file that was shared where you are has " + with
                    + " in its name, its title, or the first " + FileWords.MOST
                    + " different words of its text. I look for whole words." + newest(found));
        }
        String first = found.more()
                ? "*The last " + plural(files.size(), "file") + "* with " + with + ":"
                : "*" + plural(files.size(), "file") + "* with " + with + ":" + newest(found);
        return Said.of(first + "\n" + lines(files) + "\n" + howOn());
    }

    /** @param good for how long */
    public static Said link(KeptFile file, URI link, Duration good) {
        return Said.of("<" + SlackText.escape(link.toString()) + "|Download> " + code(file.name()) + ", "
                + size(file.size()) + ". The link is good for " + plural(good.toMinutes(), "minute")
                + ", for whoever has it.");
    }

    /** Its original did not arrive yet. */
    public static Said notYet(KeptFile file) {
        return Said.of("I am still fetching " + code(file.name()) + ". Please try again in a moment.");
    }

    /** To whoever may have it forgotten, where not all of it is gone yet. */
    public static Said notAllForgotten() {
        return Said.of(
                "I could not delete all of that yet. I try it again within minutes, and tell you when it is done. If you hear"
                        + " no more of it, ask once more.");
    }

    /** To whoever may have it forgotten, and did. */
    public static Said forgotten(String name) {
        return Said.of(
                "I have forgotten " + code(name)
                        + ": the file, what I made of it, and what I knew of it are deleted. In Slack it stays until you delete it there.");
    }

    /** The same where there is none and where the asker may not know that there is one. */
    public static Said noSuchFile() {
        return Said.of("There is no such file. `/files` lists those that you see.");
    }

    /** To whoever sees it, and did not share it. */
    public static Said notTheSharer(KeptFile file) {
        return Said.of("Only who shared " + code(file.name()) + " can have it forgotten: <@"
                + SlackText.escape(file.user()) + ">.");
    }

    /** Where Slack does not say what the asker sees, nothing is shown. */
    public static Said conversationsUnknown() {
        return Said.of(
                "Slack did not tell me which conversations you are in, so I can't show you files just now. Please try"
                        + " again in a moment.");
    }

    /**
     * The words as a table.
     *
     * @param rows how many words
     * @param good for how long the link is
     */
    public static Said exported(long rows, URI link, Duration good) {
        return Said.of("<" + SlackText.escape(link.toString()) + "|Download> the table of " + plural(rows, "word")
                + " as CSV. The link is good for " + plural(good.toMinutes(), "minute")
                + ", for whoever has it, and words of private channels are among them.");
    }

    /** Where it was begun, and failed. */
    public static Said failed() {
        return Said.of("That did not work; the log of the files function says why. Please try again in a moment.");
    }

    /** Where there is nobody who could. */
    public static Said notSetUp() {
        return Said.of("Files are not set up here: `FILES_FUNCTION` is not set.");
    }

    /** Where it could not be handed over. */
    public static Said notStarted() {
        return Said.of("I could not start that just now. Please try again in a moment.");
    }

    public static Said underway(FilesCommand command) {
        return Said.of(
                switch (command) {
                    case FilesCommand.Recent() -> "I am looking what there is …";
                    case FilesCommand.Find(List<String> words) ->
                        "I am looking for " + words.stream().map(FileText::code).collect(Collectors.joining(" and "))
                                + " …";
                    case FilesCommand.Get get -> "I am making a link …";
                    case FilesCommand.Forget forget -> "I am forgetting it …";
                    case FilesCommand.Export export -> "I am writing the table; that may take a minute …";
                    case FilesCommand.Help help -> "…";
                });
    }

    /** Words of private channels are in an export. */
    public static Said onlyOperators() {
        return Said.of(
                "Only operators export words, for words of private channels are among them. Whoever deployed me names"
                        + " them in `OPS_USERS`.");
    }

    /** To whoever asked that the files of a message are kept. */
    public static Said keeping(int files) {
        return Said.of((files == 1 ? "I keep that file" : "I keep those " + files + " files") + "; what I find in "
                + (files == 1 ? "it" : "them") + " is said in the thread of that message.");
    }

    /** To whoever asked that the files of a message without any are kept. */
    public static Said nothingToKeep() {
        return Said.of("There is no file in that message that I could keep.");
    }

    /** To whoever asked for it where the bot is not. */
    public static Said notHere() {
        return Said.of(
                "I am not in this conversation, so Slack shows me no file of it. Type /invite @ and my name here, and"
                        + " choose *Keep files* once more; or share the file in a conversation with me.");
    }

    /** To whoever asked for it again. */
    public static Said keptBefore() {
        return Said.of(
                "I was asked that before. What I found is in the thread of that message; what I could not get, and what was"
                        + " forgotten since, has to be shared again.");
    }

    /** To whoever asked that the files of somebody are kept who wants no notice taken of what they say. */
    public static Said notWanted() {
        return Said.of("I may not keep what was shared there.");
    }

    /** Where the request could not be noted. */
    public static Said notKept() {
        return Said.of("I could not note that just now. Please try again in a moment.");
    }

    /** To whoever asked that the files of a message are kept, of which none can be. */
    public static Said noneKept(Reply.FilesLeftOut leftOut) {
        return Said.of(leftOut(leftOut));
    }

    /** What of a message's files is not even fetched. */
    static String leftOut(Reply.FilesLeftOut leftOut) {
        List<String> parts = new ArrayList<>();
        if (leftOut.external() > 0) {
            boolean one = leftOut.external() == 1;
            parts.add("I can't keep " + plural(leftOut.external(), "file") + ", for " + (one ? "it is" : "they are")
                    + " not stored in Slack, which only links there; upload "
                    + (one ? "the file itself" : "the files themselves") + ", and I can.");
        }
        if (leftOut.tooMany() > 0) {
            boolean one = leftOut.tooMany() == 1;
            parts.add("I keep at most " + Sharing.MOST + " files of one message, so "
                    + plural(leftOut.tooMany(), "file") + (one ? " was" : " were") + " left out; share "
                    + (one ? "it" : "them") + " in another one.");
        }
        return String.join(" ", parts);
    }

    public static Said of(FilesReading.NotUnderstood problem) {
        return Said.of(SlackText.escape(problem.why()));
    }

    public static Said help() {
        return Said.of("""
                `/files` lists what was shared last, where you are.
                `/files find &lt;words&gt;` shows the files with these words in their name, or among the first 2,000 different ones of their text.
                `/files get &lt;id&gt;` gives you a link to one.
                `/files forget &lt;id&gt;` deletes one that you shared, and all that I made of it.
                I keep a file when its message starts with a trigger word or mentions me, or when you choose *Keep files* in \
                the menu of a message. You see what was shared in conversations that you are in.""");
    }

    private static String sentence(KeptFile file, UnaryOperator<String> named) {
        return file.problem()
                .map(problem -> sentence(problem, named.apply(file.name())))
                .orElseGet(() -> kept(named.apply(file.name()), file.size(), file.facts(), SlackText::escape));
    }

    private static String kept(String name, long size, FileFacts facts, UnaryOperator<String> escape) {
        return "I keep " + name + ", " + figures(size, facts, escape) + ".";
    }

    /** One sentence: what it is, and what to do. */
    private static String sentence(FileProblem problem, String name) {
        return switch (problem) {
            case TOO_LARGE ->
                "I don't keep " + name + ", for it is larger than " + KeptFile.MOST_BYTES / KILO / KILO
                        + " MB; share a smaller one, or a link to where it is.";
            case UNSUPPORTED ->
                "I keep " + name + ", but I can look only into pictures (JPEG, PNG, GIF, WebP), PDF, plain text and"
                        + " Markdown; share it as one of these if its words are to be found.";
            case PASSWORD_PROTECTED ->
                "I keep " + name
                        + ", but it does not open without a password; share a copy that does if its words are to"
                        + " be found.";
            case DAMAGED ->
                "I keep " + name
                        + ", but it is damaged or ends too early; see whether it opens where you have it, and share"
                        + " it again.";
            case NOT_WHAT_IT_SAYS ->
                "I keep " + name
                        + ", but what is in it is of another kind than its name says; give it the right name, and"
                        + " share it again.";
            case TOO_MANY_PIXELS ->
                "I keep " + name + ", but it has more than " + KeptFile.MOST_PIXELS / 1_000_000
                        + " million pixels, of which I make no thumbnail; share a smaller one if one is to be seen.";
            case TOO_COMPLEX ->
                "I keep " + name + ", but reading it takes more than I have; share it in parts if its words are to be"
                        + " found.";
            case EMPTY ->
                "There is nothing in " + name + ": it has 0 bytes; save it where you have it, and share it again.";
            case EXTERNAL ->
                "I can't keep " + name
                        + ", for it is not stored in Slack, which only links there; upload the file itself,"
                        + " and I can.";
            case NO_ACCESS ->
                "Slack does not give me " + name
                        + "; type /invite @ and my name in that conversation and share it again, and if I am there"
                        + " already, ask whoever runs me for the scope files:read.";
            case GONE -> "I can't keep " + name + ", for it was deleted before I was done with it; share it again.";
            case TOO_SLOW ->
                "I can't keep " + name
                        + ", for Slack did not hand it over in the time that I have, twice; share it again later, or"
                        + " a smaller one.";
        };
    }

    private static String figures(long size, FileFacts facts, UnaryOperator<String> escape) {
        List<String> parts = new ArrayList<>();
        parts.add(kind(facts));
        facts.title().map(title -> "“" + escape.apply(title) + "”").ifPresent(parts::add);
        facts.author().map(author -> "by " + escape.apply(author)).ifPresent(parts::add);
        facts.language().map(FileText::language).map(escape).ifPresent(parts::add);
        if (facts.kind() == FileKind.TEXT || facts.kind() == FileKind.DOCUMENT) {
            facts.characters()
                    .map(characters -> characters == 0 ? "without text" : plural(characters, "character"))
                    .ifPresent(parts::add);
        }
        parts.add(size(size));
        return String.join(", ", parts);
    }

    private static String kind(FileFacts facts) {
        return switch (facts.kind()) {
            case PICTURE -> "a picture" + pixels(facts);
            case DOCUMENT ->
                facts.pages()
                        .map(pages -> "a document of " + plural(pages, "page"))
                        .orElse("a document");
            case TEXT -> "a text";
            case OTHER -> "a file";
        };
    }

    private static String pixels(FileFacts facts) {
        return facts.width()
                .flatMap(width -> facts.height().map(height -> " of " + width + " × " + height + " pixels"))
                .orElse("");
    }

    private static String language(String code) {
        return "in " + Locale.forLanguageTag(code).getDisplayLanguage(Locale.ENGLISH);
    }

    private static String lines(List<KeptFile> files) {
        return files.stream().map(FileText::line).collect(Collectors.joining("\n"));
    }

    private static String line(KeptFile file) {
        return "• " + code(file.name()) + " – " + figures(file.size(), file.facts(), SlackText::escape)
                + ", shared by <@" + SlackText.escape(file.user()) + "> " + SlackTime.at(file.sharedAt()) + " – "
                + code(file.id());
    }

    private static String howOn() {
        return "`/files get &lt;id&gt;` gives a link, and `/files forget &lt;id&gt;` deletes what you shared.";
    }

    /** Its first lines as they stand there, without what would end the fence or turn a line round. */
    private static Optional<String> excerpt(String text) {
        String lines = text.lines()
                .map(OneLine::of)
                .filter(line -> !line.isEmpty())
                .limit(MOST_LINES)
                .collect(Collectors.joining("\n"));
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String cut = lines.codePointCount(0, lines.length()) <= MOST_EXCERPT
                ? lines
                : lines.substring(0, lines.offsetByCodePoints(0, MOST_EXCERPT)) + "…";
        return Optional.of(FENCE + "\n" + SlackText.escape(cut.replace('`', '\'')) + "\n" + FENCE);
    }

    private static LayoutBlock image(KeptFile file, String picture) {
        return ImageBlock.builder()
                .slackFile(SlackFileObject.builder().id(picture).build())
                .altText(ofThumbnail(file))
                .build();
    }

    /** For who can't see it. */
    static String ofThumbnail(KeptFile file) {
        return file.name().isEmpty() ? "thumbnail" : "thumbnail of " + file.name();
    }

    private static String mention(String user) {
        return "<@" + SlackText.escape(user) + "> ";
    }

    /** As code, which a backtick in it would end, and in which nothing is marked up. */
    private static String code(String text) {
        String line = OneLine.of(text);
        return line.isEmpty() ? "that file" : "`" + SlackText.escape(line).replace('`', '\'') + "`";
    }

    private static String quoted(String text) {
        String line = OneLine.of(text);
        return line.isEmpty() ? "that file" : "“" + line + "”";
    }

    private static String plural(long number, String what) {
        return String.format(Locale.ROOT, "%,d", number) + " " + what + (number == 1 ? "" : "s");
    }

    private static String size(long bytes) {
        if (bytes < KILO) {
            return plural(bytes, "byte");
        }
        return bytes < KILO * KILO
                ? String.format(Locale.ROOT, "%.1f KB", (double) bytes / KILO)
                : String.format(Locale.ROOT, "%.1f MB", (double) bytes / KILO / KILO);
    }
}
