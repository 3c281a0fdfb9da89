package dev.bellhop.bot;

import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.context.builtin.SlashCommandContext;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.response.Response;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Journal;
import dev.bellhop.files.FilesCommand;
import dev.bellhop.files.FilesRequest;
import dev.bellhop.people.Forgettable;
import dev.bellhop.people.OptOuts;
import dev.bellhop.slack.FileText;
import dev.bellhop.slack.Said;
import dev.bellhop.slack.WordsText;
import dev.bellhop.words.Ranking;
import dev.bellhop.words.Since;
import dev.bellhop.words.StopWords;
import dev.bellhop.words.Triggers;
import dev.bellhop.words.WordStore;
import dev.bellhop.words.WordsCommand;
import dev.bellhop.words.WordsGrammar;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /words}, answered in the response; but an export, which takes longer. No change of it is made under a mark: each says how something is to be, not how it
 * is to change, and Slack sends a command once.
 */
final class WordsListener {

    private static final String COMMAND = "/words";

    private final Ranking ranking;
    private final WordStore words;
    private final Triggers triggers;
    private final StopWords stopWords;
    private final Set<String> operators;
    private final OptOuts optOuts;
    private final List<Forgettable> kept;
    private final FilesDesk desk;
    private final int logRetentionDays;
    private final Journal journal;
    private final Clock clock;

    /**
     * @param operators who may change stop words; empty: everybody. They alone may export
     * @param kept what goes when somebody wants to be forgotten
     * @param logRetentionDays for which the event log is kept
     */
    WordsListener(
            Ranking ranking,
            WordStore words,
            Triggers triggers,
            StopWords stopWords,
            Set<String> operators,
            OptOuts optOuts,
            List<Forgettable> kept,
            FilesDesk desk,
            int logRetentionDays,
            Journal journal,
            Clock clock) {
        this.ranking = ranking;
        this.words = words;
        this.triggers = triggers;
        this.stopWords = stopWords;
        this.operators = Set.copyOf(operators);
        this.optOuts = optOuts;
        this.kept = List.copyOf(kept);
        this.desk = desk;
        this.logRetentionDays = logRetentionDays;
        this.journal = journal;
        this.clock = clock;
    }

    void register(App app) {
        app.command(COMMAND, this::command);
    }

    private Response command(SlashCommandRequest slack, SlashCommandContext context) {
        SlashCommandPayload payload = slack.getPayload();
        String team = Heard.id(payload.getTeamId(), "team");
        String user = Heard.id(payload.getUserId(), "user");
        String subject = team + ":" + Heard.part(payload.getTriggerId(), "trigger_id");
        WordsCommand command = WordsGrammar.read(payload.getText() == null ? "" : payload.getText());
        try {
            Said answer = command instanceof WordsCommand.Export(Optional<Since> since)
                    ? export(payload, team, user, subject, since, CarriedAttempt.of(context))
                    : answer(team, user, command);
            journal.note("words", subject, command.getClass().getSimpleName());
            return context.ack(answer.ephemeral());
        } catch (BadRequestException e) {
            throw e;
        } catch (RuntimeException e) {
            journal.failed("words-failed", subject, e);
            return context.ack(WordsText.noRecords().ephemeral());
        }
    }

    private Said answer(String team, String user, WordsCommand command) {
        return switch (command) {
            case WordsCommand.Top(int most) -> WordsText.top(ranking.top(team, most), triggers);
            case WordsCommand.About(String word) ->
                WordsText.about(word, words.spoken(team, word), ranking.place(team, word));
            case WordsCommand.StopAdd(String word) -> stop(team, user, word);
            case WordsCommand.StopRemove(String word) -> unstop(team, user, word);
            case WordsCommand.StopList() -> WordsText.stopWords(stopWords.of(team));
            case WordsCommand.OptOut() -> {
                optOuts.optOut(team, user);
                yield WordsText.optedOut();
            }
            case WordsCommand.OptIn() -> {
                optOuts.optIn(team, user);
                yield WordsText.optedIn();
            }
            case WordsCommand.ForgetMe() -> {
                // First, so that nothing is kept anew while the rest goes.
                optOuts.optOut(team, user);
                kept.forEach(each -> each.forget(team, user));
                yield WordsText.forgotten(logRetentionDays);
            }
            case WordsCommand.Export export -> throw new AssertionError("it is handed over");
            case WordsCommand.Help() -> WordsText.help();
            case WordsCommand.Unclear(String problem) -> WordsText.unclear(problem);
        };
    }

    private Said stop(String team, String user, String word) {
        if (!mayChangeStopWords(user)) {
            return WordsText.onlyOperators();
        }
        return stopWords.add(team, word) ? WordsText.stopped(word) : WordsText.tooManyStopWords();
    }

    private Said unstop(String team, String user, String word) {
        if (!mayChangeStopWords(user)) {
            return WordsText.onlyOperators();
        }
        stopWords.remove(team, word);
        return WordsText.unstopped(word);
    }

    private Said export(
            SlashCommandPayload payload, String team, String user, String id, Optional<Since> since, Attempt attempt) {
        if (!operators.contains(user)) {
            journal.note("export-refused", id, user);
            return FileText.onlyOperators();
        }
        FilesCommand command = new FilesCommand.Export(since.map(from -> from.from(clock.instant())));
        FilesRequest request = new FilesRequest(
                id,
                team,
                user,
                Heard.id(payload.getChannelId(), "channel"),
                Heard.responseUrl(payload.getResponseUrl()),
                command);
        return desk.start(request, attempt).orElseGet(() -> FileText.underway(command));
    }

    private boolean mayChangeStopWords(String user) {
        return operators.isEmpty() || operators.contains(user);
    }
}
