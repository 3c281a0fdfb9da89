package dev.bellhop.simulation;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Outcome;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Way;
import dev.bellhop.people.Address;
import dev.bellhop.reservations.Reservations;
import dev.bellhop.reservations.ReserveCommand;
import dev.bellhop.words.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Slack, and the bot's front up to where Bolt would hand over to {@code core}. */
final class Slack {

    /** What Slack waits for an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Before each further try to tell of a message. */
    private static final List<Duration> RETRIES = List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5));

    private static final Duration BOT_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration SPAN = Attempt.WHILE_SLACK_WAITS;

    /** As the bot's {@code Deadline} has it. */
    private static final Duration LEAST = Duration.ofMillis(300);

    private final World world;
    private final Wiring wiring;

    Slack(World world, Wiring wiring) {
        this.world = world;
        this.wiring = wiring;
    }

    /** What the bot does about a request. Whoever asked hears of it until {@code heardUntil}. */
    @FunctionalInterface
    private interface Work {
        void run(Sandbox sandbox, Instant heardUntil);
    }

    /** Tells the bot of a message, as often as Slack does, and under as many event ids. */
    void tell(Said said) {
        tell(said, said.message(), 0);
        while (said.way() == Way.EVENT && world.weather().strikes(Fault.SLACK_TWIN)) {
            Duration later = world.weather().between(Duration.ZERO, Duration.ofSeconds(5));
            boolean mention = world.chance(2) && !said.message().isDirect();
            Message twin = mention ? said.asMention() : said.message();
            world.scheduler().after(later, () -> tell(said, twin, 0));
        }
    }

    private void tell(Said said, Message message, int retry) {
        world.story(() -> "Slack tells of " + said + ", retry " + retry);
        Heard heard = new Heard();
        request(
                (sandbox, heardUntil) -> {
                    if (message.way() == Way.WEBHOOK) {
                        hearByWebhook(message, sandbox, heardUntil, heard);
                    } else {
                        wiring.of(sandbox)
                                .counting()
                                .hear(message, wiring.of(sandbox).replies(), sandbox.attempt());
                    }
                },
                trip -> {
                    if (trip.answered && !heard.later) {
                        said.answeredInBody |= heard.text;
                        said.acknowledge(world.scheduler().now());
                    } else if (retry < RETRIES.size()) {
                        world.scheduler().after(RETRIES.get(retry), () -> tell(said, message, retry + 1));
                    } else {
                        said.givenUp = true;
                    }
                });
    }

    /** What a response's body says. */
    private static final class Heard {
        private boolean text;

        /** The status is none of success, so that Slack asks again. */
        private boolean later;
    }

    private void hearByWebhook(Message message, Sandbox sandbox, Instant heardUntil, Heard heard) {
        Wiring.Of wired = wiring.of(sandbox);
        Replies body = reply -> inBody(reply, wired, sandbox, heardUntil, heard);
        try {
            Optional<Outcome> outcome = wired.counting().hear(message, body, sandbox.attempt());
            heard.later = outcome.orElse(null) instanceof Outcome.Underway;
            if (!heard.text && outcome.filter(Slack::wasAnsweredInBody).isPresent()) {
                wired.counting().replyTo(message).ifPresent(wired::read);
                heard.text = true;
            }
        } catch (RuntimeException e) {
            heard.later = true;
        }
    }

    private static boolean wasAnsweredInBody(Outcome outcome) {
        Optional<Way> answered = switch (outcome) {
            case Outcome.Settled(Mark mark) -> mark.answered();
            case Outcome.Done(Mark mark) -> mark.answered();
            case Outcome other -> Optional.empty();
        };
        return answered.equals(Optional.of(Way.WEBHOOK));
    }

    private static Replies.Ready inBody(
            OwedReply reply, Wiring.Of wired, Sandbox sandbox, Instant heardUntil, Heard heard) {
        if (reply.way() != Way.WEBHOOK) {
            return wired.replies().ready(reply);
        }
        wired.read(reply);
        sandbox.answerReady();
        return attempt -> sandbox.beside(() -> {
            if (!sandbox.clock().instant().isBefore(heardUntil)) {
                throw new IllegalStateException("Slack has given up waiting for the body.");
            }
            heard.text = true;
            return Way.WEBHOOK;
        });
    }

    /** Somebody types a command. Slack sends it once, and tells them where there is no answer. */
    void command(Asked asked) {
        world.story(() -> asked + " is asked");
        Asked heard = new Asked(asked.request, asked.command, asked.at);
        request((sandbox, heardUntil) -> heard.answer = answer(asked, sandbox), trip -> {
            asked.answer = trip.answered ? heard.answer : Optional.empty();
            asked.disturbed = trip.wasDisturbed();
            asked.heard = Optional.of(world.scheduler().now());
            world.story(() -> asked + " is answered " + asked.answer);
        });
    }

    /** Empty where what is stored can't be reached, and they are told so. */
    private Optional<Object> answer(Asked asked, Sandbox sandbox) {
        Wiring.Of wired = wiring.of(sandbox);
        Reservations reservations = wired.reservations();
        Replies replies = wired.linesAside();
        try {
            return Optional.of(wired.journal().about(asked.request.identity().value(), () -> switch (asked.command) {
                case ReserveCommand.Book book -> reservations.book(asked.request, book, replies, sandbox.attempt());
                case ReserveCommand.Cancel(String target) ->
                    reservations.cancel(asked.request, target, replies, sandbox.attempt());
                case ReserveCommand.Extend extend ->
                    reservations.extend(asked.request, extend.target(), extend.by(), replies, sandbox.attempt());
                case ReserveCommand.Release(String target) ->
                    reservations.release(asked.request, target, replies, sandbox.attempt());
                case ReserveCommand.Watch(String resource) ->
                    reservations.watch(asked.request, resource, replies, sandbox.attempt());
                case ReserveCommand.Unwatch(String resource) ->
                    reservations.unwatch(asked.request, resource, replies, sandbox.attempt());
                case ReserveCommand.Notify(Address address) ->
                    wired.addresses().choose(asked.request, address, replies, sandbox.attempt());
                case ReserveCommand.Confirm(String code) ->
                    wired.addresses().confirm(asked.request, code, replies, sandbox.attempt());
                case ReserveCommand other -> throw new AssertionError("nobody asks for " + other);
            }));
        } catch (RuntimeException e) {
            world.story(() -> asked + " failed: " + e);
            return Optional.empty();
        }
    }

    /**
     * {@code /words optout}.
     *
     * @param then what happens when they were told that it is done
     */
    void optOut(String team, String user, Runnable then) {
        request((sandbox, heardUntil) -> wiring.of(sandbox).optOuts().optOut(team, user), trip -> {
            if (trip.answered) {
                then.run();
            }
        });
    }

    /**
     * One HTTP request: it may get lost, find a function that has to start first, and have its answer lost.
     *
     * @param then is called once, when there was an answer, or there will be none
     */
    private void request(Work work, Consumer<Trip> then) {
        Weather weather = world.weather();
        Instant sent = world.scheduler().now();
        Trip trip = new Trip(then);
        world.scheduler().after(PATIENCE, () -> trip.ends(false));
        if (trip.strikes(Fault.SLACK_LOST)) {
            world.scheduler().after(weather.hop(), () -> trip.ends(false));
            return;
        }
        Duration cold = trip.strikes(Fault.COLD)
                ? weather.between(Duration.ofMillis(300), Duration.ofSeconds(6))
                : Duration.ZERO;
        world.scheduler().after(weather.hop().plus(cold), () -> {
            Sandbox sandbox = new Sandbox(world, "bot", BOT_TIMEOUT, now -> answerBy(sent, now));
            trip.sandbox = sandbox;
            Instant heardUntil =
                    (sent.isAfter(sandbox.clock().instant()) ? sandbox.clock().instant() : sent).plus(SPAN);
            sandbox.run(() -> work.run(sandbox, heardUntil), trip::answer);
        });
    }

    /** A request's way to the bot and back. */
    private final class Trip {

        private final Consumer<Trip> then;
        private @Nullable Sandbox sandbox;
        private boolean disturbed;
        private boolean over;

        /** There was a 2xx within Slack's patience. */
        private boolean answered;

        Trip(Consumer<Trip> then) {
            this.then = then;
        }

        boolean strikes(Fault fault) {
            boolean happens = world.weather().strikes(fault);
            disturbed |= happens;
            return happens;
        }

        /** Whether something went wrong on the way, or at work. */
        boolean wasDisturbed() {
            return disturbed || (sandbox != null && sandbox.wasDisturbed());
        }

        void answer(@Nullable Throwable thrown) {
            if (!strikes(Fault.SLACK_DEAF)) {
                world.scheduler().after(world.weather().hop(), () -> ends(thrown == null));
            }
        }

        void ends(boolean inTime) {
            if (!over) {
                over = true;
                answered = inTime;
                then.accept(this);
            }
        }
    }

    private static Instant answerBy(Instant sent, Instant now) {
        Instant by = sent.plus(SPAN);
        return sent.isAfter(now) || !by.isAfter(now.plus(LEAST)) ? now.plus(SPAN) : by;
    }
}
