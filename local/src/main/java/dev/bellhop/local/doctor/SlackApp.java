package dev.bellhop.local.doctor;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.auth.AuthTestResponse;
import com.slack.api.methods.response.users.UsersInfoResponse;
import dev.bellhop.slack.SlackApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What Slack says of the bot's token: whose it is, and what it may do. */
final class SlackApp {

    /** @see <a href="https://docs.slack.dev/authentication/installing-with-oauth">OAuth scopes in responses</a> */
    private static final String SCOPES = "x-oauth-scopes";

    private final Set<String> wanted;

    /** @param wanted the scopes that the manifest asks for */
    SlackApp(Set<String> wanted) {
        this.wanted = Set.copyOf(wanted);
    }

    List<Finding> look(Deployed deployed) {
        Optional<String> token = deployed.variable("SLACK_BOT_TOKEN");
        if (token.isEmpty()) {
            return List.of(Finding.wrong("token", "BotFunction has no SLACK_BOT_TOKEN; deploy with SlackBotToken"));
        }
        String url = deployed.variable("SLACK_API_URL").map(SlackApi::url).orElse(SlackApi.URL);
        MethodsClient slack = new SlackApi(url, token.get()).slack().methods(token.get());
        List<Finding> findings = new ArrayList<>();
        if (!url.equals(SlackApi.URL)) {
            findings.add(Finding.note("Slack", "SLACK_API_URL is set: the bot's answers go to " + url));
        }
        try {
            AuthTestResponse self = slack.authTest(request -> request);
            findings.add(
                    self.isOk()
                            ? Finding.ok("token", "the bot is @" + self.getUser() + " in " + self.getTeam())
                            : Finding.wrong(
                                    "token",
                                    "Slack says " + self.getError() + "; deploy with SlackBotToken, the Bot"
                                            + " User OAuth Token from OAuth & Permissions"));
            if (self.isOk()) {
                findings.add(scopes(self.getHttpResponseHeaders()));
                findings.add(operators(deployed, slack));
            }
        } catch (IOException | SlackApiException e) {
            findings.add(Finding.unknown(
                    "token", "Slack can't be asked: " + e.getClass().getSimpleName()));
        }
        return findings;
    }

    private Finding scopes(Map<String, List<String>> headers) {
        Optional<Set<String>> granted = headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(SCOPES))
                .map(header -> header.getValue().stream()
                        .flatMap(value -> Arrays.stream(value.split(",", -1)))
                        .map(String::strip)
                        .collect(Collectors.toSet()))
                .findFirst();
        if (granted.isEmpty()) {
            return Finding.unknown("scopes", "Slack did not say which there are");
        }
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(granted.get());
        return missing.isEmpty()
                ? Finding.ok("scopes", "all " + wanted.size() + " of slack-manifest.yml")
                : Finding.wrong(
                        "scopes",
                        String.join(", ", missing) + " missing; paste slack-manifest.yml into the Slack"
                                + " app's App Manifest, and reinstall the app");
    }

    private static Finding operators(Deployed deployed, MethodsClient slack) throws IOException, SlackApiException {
        Optional<String> users = deployed.variable("OPS_USERS");
        if (users.isEmpty()) {
            return Finding.note("operators", "nobody may operate; deploy with OpsUsers to name who may");
        }
        List<String> strangers = new ArrayList<>();
        List<String> ids = Arrays.stream(users.get().split(",", -1))
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .toList();
        for (String id : ids) {
            UsersInfoResponse answer = slack.usersInfo(request -> request.user(id));
            if ("missing_scope".equals(answer.getError())) {
                return Finding.unknown("operators", "Slack can't be asked who they are without the scope users:read");
            }
            if (!answer.isOk()) {
                strangers.add(id + " (" + answer.getError() + ")");
            } else if (answer.getUser().isDeleted()) {
                strangers.add(id + " (deactivated)");
            }
        }
        return strangers.isEmpty()
                ? Finding.ok("operators", String.join(", ", ids))
                : Finding.wrong(
                        "operators", "OpsUsers names who is not in the workspace: " + String.join(", ", strangers));
    }
}
