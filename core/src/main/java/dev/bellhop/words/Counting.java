package dev.bellhop.words;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Chunks;
import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Debts;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Ledger;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Metric;
import dev.bellhop.delivery.Outcome;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Reply;
import dev.bellhop.delivery.Way;
import dev.bellhop.delivery.Work;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.EventWriter;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.events.WordTimes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Counts the messages that are meant for the bot: each once, whatever it is delivered as and however often. */
public final class Counting {

    /** A reply that lists more words than this is no longer read. */
    public static final int MOST_SHOWN = 10;

    private final Sayings sayings;
    private final Ledger ledger;
    private final Delivery delivery;
    private final Journal journal;
    private final Triggers triggers;
    private final Optional<EventWriter> events;
    private final String source;
    private final Clock clock;

    /**
     * @param delivery made with {@link #chunks}, so that it can finish long messages
     * @param events empty where nothing is published; then no event is owed either
     * @param source CloudEvents {@code source} of the events
     */
    public Counting(
            Sayings sayings,
            Ledger ledger,
            Delivery delivery,
            Journal journal,
            Triggers triggers,
            Optional<EventWriter> events,
            String source,
            Clock clock) {
        this.sayings = sayings;
        this.ledger = ledger;
        this.delivery = delivery;
        this.journal = journal;
        this.triggers = triggers;
        this.events = events;
        this.source = source;
        this.clock = clock;
    }

    /** Goes on with long messages, wherever they were left. */
    public static Chunks chunks(WordStore words) {
        return mark -> {
            Work work = mark.work().orElseThrow();
            LongMessage message = LongMessage.parse(work.rest());
            boolean last = work.chunksDone() + 1 >= message.chunkCount();
            Mark to = mark.withWork(last ? Optional.empty() : Optional.of(work.next()));
            return words.addNext(mark, to, message.chunk(work.chunksDone(), Counting::said));
        };
    }

    /**
     * Counts, answers and publishes {@code message} if it is meant for the bot.
     *
     * @return empty where it is not, and nothing was stored; declined where whoever said it opted out, and nothing was
     *     either
     * @throws dev.bellhop.delivery.BusyException where it could not be counted in time; it has to be delivered again
     * @throws IllegalArgumentException where the message's {@code ts} is not one
     */
    public Optional<Outcome> hear(Message message, Replies replies, Attempt attempt) {
        List<String> said = Words.in(message.text());
        if (counts(message, said)) {
            return Optional.of(count(message, Tally.of(said), replies, attempt));
        }
        return asksForHelp(message, said) ? Optional.of(help(message, replies, attempt)) : Optional.empty();
    }

    /** How {@code message} was or would be answered, without counting it; empty where it is not meant for the bot. */
    public Optional<OwedReply> replyTo(Message message) {
        List<String> said = Words.in(message.text());
        if (counts(message, said)) {
            return Optional.of(reply(message, shown(Tally.of(said))));
        }
        return asksForHelp(message, said) ? Optional.of(reply(message, new Reply.Help())) : Optional.empty();
    }

    private boolean counts(Message message, List<String> said) {
        return triggers.start(said) || (mentioned(message) && !said.isEmpty());
    }

    private static boolean asksForHelp(Message message, List<String> said) {
        return message.isDirect() ? said.equals(List.of("help")) : mentioned(message) && said.isEmpty();
    }

    private static boolean mentioned(Message message) {
        return message.mentionsBot() && !message.isDirect();
    }

    /** Says what the bot can do to a channel that it just joined; {@code ts} is when it did. */
    public Outcome greet(String team, String channel, String inviter, String ts, Replies replies, Attempt attempt) {
        Identity identity = Identity.ofMessage(team, channel, ts);
        OwedReply reply = new OwedReply(Way.EVENT, team, channel, Optional.empty(), inviter, new Reply.Help());
        return answer(identity, reply, replies, attempt);
    }

    private Outcome help(Message message, Replies replies, Attempt attempt) {
        return answer(message.identity(), reply(message, new Reply.Help()), replies, attempt);
    }

    private Outcome answer(Identity identity, OwedReply reply, Replies replies, Attempt attempt) {
        Debts owes = new Debts(List.of(), Optional.of(reply));
        Mark mark = Mark.owing(identity, attempt.lease(), clock.instant(), Optional.empty(), owes);
        return delivery.deliver(mark, ledger::open, replies, attempt);
    }

    private Outcome count(Message message, Tally tally, Replies replies, Attempt attempt) {
        LongMessage whole = new LongMessage(message.team(), message.time(), tally.words());
        Optional<Work> work = whole.chunkCount() > 1 ? Optional.of(new Work(whole.format(), 1)) : Optional.empty();
        List<OwedEvent> owed = events.map(writer -> List.of(writer.write(envelope(message, tally))))
                .orElse(List.of());
        Debts owes = new Debts(owed, Optional.of(reply(message, shown(tally))));
        Mark mark = Mark.owing(message.identity(), attempt.lease(), clock.instant(), work, owes);
        Outcome outcome = delivery.deliver(mark, first -> measured(message, tally, whole, first), replies, attempt);
        if (outcome instanceof Outcome.Declined) {
            // Not even that somebody in that channel spoke is logged of whoever opted out.
            journal.forget();
        }
        return outcome;
    }

    private Commit measured(Message message, Tally tally, LongMessage whole, Mark mark) {
        Commit commit = sayings.add(mark, whole.chunk(0, Counting::said), message.user());
        if (commit instanceof Commit.Committed) {
            journal.add(Metric.MESSAGES, 1);
            journal.add(
                    Metric.WORDS,
                    tally.words().stream().mapToLong(WordTimes::times).sum());
            long lag = Duration.between(message.time(), clock.instant()).toMillis();
            // Slack's clock may be ahead.
            journal.add(Metric.LAG, Math.max(0, lag));
        }
        return commit;
    }

    private Envelope envelope(Message message, Tally tally) {
        MessageCounted event = new MessageCounted(
                message.team(),
                message.channel(),
                message.channelType(),
                message.thread(),
                message.user(),
                message.ts(),
                message.text(),
                false,
                tally.words());
        return new Envelope(message.identity().value(), source, event.withTextAtMost(MessageCounted.MOST_TEXT));
    }

    static Increment said(WordTimes word) {
        return new Increment(word.word(), word.times(), word.times());
    }

    private static Reply shown(Tally tally) {
        List<String> shown =
                tally.words().stream().limit(MOST_SHOWN).map(WordTimes::word).toList();
        return new Reply.Counts(shown, tally.words().size() - shown.size(), tally.leftOut());
    }

    private static OwedReply reply(Message message, Reply reply) {
        return new OwedReply(message.way(), message.team(), message.channel(), message.thread(), message.user(), reply);
    }
}
