package dev.bellhop.bot;

import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.context.builtin.SlashCommandContext;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.response.Response;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Journal;
import dev.bellhop.operations.OpsCommand;
import dev.bellhop.operations.OpsGrammar;
import dev.bellhop.operations.OpsReading;
import dev.bellhop.operations.OpsRequest;
import dev.bellhop.operations.OpsWorker;
import dev.bellhop.slack.OpsText;
import dev.bellhop.slack.Said;
import java.util.Optional;
import java.util.Set;

/** {@code /ops}: acknowledged at once, and answered by whoever has the time to look. */
final class OpsListener {

    private static final String COMMAND = "/ops";

    private final Set<String> operators;
    private final Optional<OpsWorker> worker;
    private final Journal journal;

    /**
     * @param operators ids of the users who may ask
     * @param worker empty where none is deployed
     */
    OpsListener(Set<String> operators, Optional<OpsWorker> worker, Journal journal) {
        this.operators = operators;
        this.worker = worker;
        this.journal = journal;
    }

    void register(App app) {
        app.command(COMMAND, this::command);
    }

    private Response command(SlashCommandRequest slack, SlashCommandContext context) {
        SlashCommandPayload payload = slack.getPayload();
        String team = Heard.id(payload.getTeamId(), "team");
        String user = Heard.id(payload.getUserId(), "user");
        String id = team + ":" + Heard.part(payload.getTriggerId(), "trigger_id");
        if (!operators.contains(user)) {
            journal.note("ops-refused", id, user);
            return context.ack(OpsText.notYours().ephemeral());
        }
        OpsReading reading = OpsGrammar.read(payload.getText() == null ? "" : payload.getText(), team);
        journal.note("ops", id, user + " asked for " + what(reading));
        Said said = switch (reading) {
            case OpsReading.NotUnderstood problem -> OpsText.of(problem);
            case OpsCommand.Help help -> OpsText.help();
            case OpsCommand command ->
                start(
                        new OpsRequest(id, user, Heard.responseUrl(payload.getResponseUrl()), command),
                        CarriedAttempt.of(context));
        };
        return context.ack(said.ephemeral());
    }

    private Said start(OpsRequest request, Attempt attempt) {
        if (worker.isEmpty()) {
            return OpsText.notSetUp();
        }
        try {
            worker.get().start(request, attempt);
        } catch (RuntimeException e) {
            journal.failed("ops-failed", request.id(), e);
            return OpsText.notStarted();
        }
        return OpsText.underway(request.command());
    }

    /** For the log, which no word that people say belongs into. */
    private static String what(OpsReading reading) {
        return switch (reading) {
            case OpsReading.NotUnderstood problem -> "what is no command";
            case OpsCommand.Logs logs -> "logs";
            case OpsCommand.Trace(String event) -> "a trace of " + event;
            case OpsCommand.DeadLetters letters -> "dead letters";
            case OpsCommand.Redrive(String queue) -> "a redrive of " + queue;
            case OpsCommand.Help help -> "help";
        };
    }
}
