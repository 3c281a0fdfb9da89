package dev.bellhop.bench;

import dev.bellhop.lambdaprocess.SlackRequest;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a message costs on AWS, by its words, counted from what each way does for it here. */
final class Cost {

    private static final List<Integer> WORDS = List.of(5, 20, 60, 200);

    /** Of each length; what they use differs by little. */
    private static final int MESSAGES = 4;

    private static final double DUPLICATES = 0.05;

    /** One of so many is delivered twice, to see what is counted then. */
    private static final int ONE_OF = 20;

    /** One for a word that was said, ten from the multiplier. */
    private static final int MULTIPLIED = 11;

    private static final double MILLION = 1_000_000;

    private interface Ways {
        Way with(Metering metering) throws IOException;
    }

    /** @param again what the same message costs when it is delivered a second time */
    private record Costs(String way, int words, Usage once, Usage again) {
        Usage withDuplicates() {
            return once.plus(again.times(DUPLICATES));
        }
    }

    private final Services services;
    private final Messages messages;
    private final Template template;

    Cost(Services services, Messages messages, Template template) {
        this.services = services;
        this.messages = messages;
        this.template = template;
    }

    void measure(Report report) throws IOException, InterruptedException {
        report.heading("Cost");
        report.paragraph(
                "A message, the bot's answer that Slack tells the bot of, and everything behind the topic; means of "
                        + MESSAGES
                        + ". Units are DynamoDB's, by its rules and the items' sizes; dollars are a million messages', by AWS's"
                        + " prices in us-east-1 of " + Prices.DATE
                        + " without free tiers. Cold starts, the schedule and storage are not in"
                        + " it.");
        List<Costs> naive = costs(metering -> new NaiveWay(metering, template, services.slackApi()));
        List<Costs> bellhop = costs(metering -> new BellhopWay(metering, services.slackApi()));
        Table table = new Table(
                "way",
                "words",
                "DynamoDB calls",
                "write units",
                "read units",
                "publishes",
                "invocations",
                "Lambda, GB-s",
                "SQS requests",
                "log bytes",
                "$ a million",
                "$ with 5 % twice",
                "ratio");
        for (int at = 0; at < WORDS.size(); at++) {
            double compared = naive.get(at).withDuplicates().dollars();
            for (Costs costs : List.of(naive.get(at), bellhop.get(at))) {
                Usage once = costs.once;
                table.row(
                        costs.way,
                        Integer.toString(costs.words),
                        Figures.number(once.dynamoCalls(), 1),
                        Figures.number(once.units().write(), 1),
                        Figures.number(once.units().read(), 1),
                        Figures.number(once.publishes(), 1),
                        Figures.number(once.invocations(), 1),
                        Figures.number(once.gigabyteSeconds(), 3),
                        Figures.number(once.queueRequests(), 1),
                        Figures.number(once.logBytes(), 0),
                        Figures.number(once.dollars() * MILLION, 2),
                        Figures.number(costs.withDuplicates().dollars() * MILLION, 2),
                        Figures.ratio(costs.withDuplicates().dollars(), compared));
            }
        }
        report.table(table);
        report.paragraph("What is counted when one message of " + ONE_OF + " comes twice: " + miscount() + ".");
    }

    private List<Costs> costs(Ways ways) throws IOException, InterruptedException {
        List<Costs> counted = measured(ways, new Metering.OfUnits(template));
        List<Costs> timed = measured(ways, new Metering.OfTime());
        List<Costs> costs = new ArrayList<>();
        for (int at = 0; at < counted.size(); at++) {
            Costs units = counted.get(at);
            costs.add(new Costs(
                    units.way,
                    units.words,
                    units.once.lasting(timed.get(at).once.gigabyteSeconds()),
                    units.again.lasting(timed.get(at).again.gigabyteSeconds())));
        }
        return costs;
    }

    private List<Costs> measured(Ways ways, Metering metering) throws IOException, InterruptedException {
        services.take(metering.times());
        List<Costs> costs = new ArrayList<>();
        try (Way way = ways.with(metering)) {
            // So that no first use is measured.
            deliver(way, said(WORDS.getFirst()), true);
            for (int words : WORDS) {
                List<SlackRequest> said = said(words);
                Usage once = used(way, said, true);
                costs.add(new Costs(way.name(), words, once, used(way, said, way.answersRepeats())));
            }
        }
        return costs;
    }

    private List<SlackRequest> said(int words) {
        List<SlackRequest> said = new ArrayList<>();
        for (int message = 0; message < MESSAGES; message++) {
            said.add(messages.next(words));
        }
        return said;
    }

    private Usage used(Way way, List<SlackRequest> requests, boolean answered)
            throws IOException, InterruptedException {
        Usage before = way.usage();
        deliver(way, requests, answered);
        return way.usage().plus(before.times(-1)).times(1.0 / requests.size());
    }

    private void deliver(Way way, List<SlackRequest> requests, boolean answered)
            throws IOException, InterruptedException {
        for (SlackRequest request : requests) {
            way.deliver(request);
            if (answered) {
                way.deliver(messages.nextOfBot());
            }
        }
        way.settle();
    }

    private String miscount() throws IOException, InterruptedException {
        services.take(0);
        List<String> found = new ArrayList<>();
        try (Way naive = new NaiveWay(new Metering.OfUnits(template), template, services.slackApi());
                Way bellhop = new BellhopWay(new Metering.OfUnits(template), services.slackApi())) {
            long right = 0;
            for (int message = 0; message < ONE_OF; message++) {
                SlackRequest request = messages.next(5);
                right += MULTIPLIED;
                for (Way way : List.of(naive, bellhop)) {
                    way.deliver(request);
                    if (message == 0) {
                        way.deliver(request);
                    }
                }
            }
            for (Way way : List.of(naive, bellhop)) {
                way.settle();
                long count = way.count(Messages.TRIGGER);
                found.add(way.name() + " has " + count + " for the trigger"
                        + (count == right ? ", which is right" : ", and right is " + right));
            }
        }
        return String.join("; ", found);
    }
}
