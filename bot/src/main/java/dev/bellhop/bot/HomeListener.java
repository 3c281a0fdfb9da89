package dev.bellhop.bot;

import com.slack.api.bolt.App;
import com.slack.api.model.event.AppHomeOpenedEvent;
import com.slack.api.model.view.View;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Journal;
import dev.bellhop.reservations.Reservations;
import dev.bellhop.reservations.ReserveCommand.Scope;
import dev.bellhop.slack.HomeView;
import dev.bellhop.slack.Interactions;
import dev.bellhop.slack.SlackUsers;
import dev.bellhop.words.Ranking;
import dev.bellhop.words.Triggers;

/** The bot's Home, made anew whenever somebody opens it. */
final class HomeListener {

    private static final int MOST_WORDS = 10;

    private final Ranking ranking;
    private final Triggers triggers;
    private final Reservations reservations;
    private final SlackUsers users;
    private final Interactions interactions;
    private final Journal journal;

    HomeListener(
            Ranking ranking,
            Triggers triggers,
            Reservations reservations,
            SlackUsers users,
            Interactions interactions,
            Journal journal) {
        this.ranking = ranking;
        this.triggers = triggers;
        this.reservations = reservations;
        this.users = users;
        this.interactions = interactions;
        this.journal = journal;
    }

    void register(App app) {
        app.event(AppHomeOpenedEvent.class, (payload, context) -> {
            // The other tab is the conversation with the bot.
            if ("home".equals(payload.getEvent().getTab())) {
                String team = Heard.id(payload.getTeamId(), "team");
                String user = Heard.id(payload.getEvent().getUser(), "user");
                Attempt attempt = CarriedAttempt.of(context);
                interactions.publish(user, view(team, user, attempt), attempt);
            }
            return context.ack();
        });
    }

    private View view(String team, String user, Attempt attempt) {
        try {
            return HomeView.of(
                    ranking.top(team, MOST_WORDS),
                    triggers,
                    reservations.list(team, user, new Scope.Mine()),
                    reservations.watched(team, user),
                    user,
                    users.zone(user, attempt));
        } catch (RuntimeException e) {
            journal.failed("home-failed", team + ":" + user, e);
            return HomeView.noRecords();
        }
    }
}
