package dev.bellhop.local.doctor;

import dev.bellhop.localaws.Template;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Looks at a deployed stack, setting by setting, beside the template that it should be of. */
final class Doctor {

    private static final String BOT = "BotFunction";
    private static final String TOPIC = "EventsTopic";

    private final Template template;
    private final Services aws;
    private final Functions functions;
    private final FrontDoor door;
    private final SlackApp slack;
    private final Topics topics;

    /**
     * @param template what the stack should be of
     * @param scopes what the Slack app should be granted
     * @param version of this project
     */
    Doctor(Template template, Set<String> scopes, String version, Services aws, HttpClient http, Clock clock) {
        this.template = template;
        this.aws = aws;
        this.functions = new Functions(aws.lambda(), template);
        this.door = new FrontDoor(http, clock, version);
        this.slack = new SlackApp(scopes);
        this.topics = new Topics(aws.sns(), template);
    }

    /** All that is known of the stack, and of what it needs around it. */
    List<Finding> look(Stack stack) {
        List<Finding> findings = new ArrayList<>();
        findings.add(state(stack));
        findings.add(Check.of("functions", () -> functions.look(stack)));
        findings.addAll(configured(stack));
        findings.addAll(each(
                stack,
                template.tables().stream().collect(Collectors.toMap(Template.Table::name, table -> table)),
                new Tables(aws.dynamo())::look));
        findings.addAll(each(stack, Map.of(TOPIC, TOPIC), (id, arn) -> topics.events(stack, arn)));
        findings.addAll(each(stack, deadLetters(), new DeadLetters(aws.sqs())::look));
        findings.add(Check.of("alarms", () -> topics.alarms(stack)));
        findings.add(Check.of("SMS", () -> new TextMessages(aws.sns()).look()));
        return findings;
    }

    private static Finding state(Stack stack) {
        return stack.status().matches("(CREATE|UPDATE|IMPORT)_COMPLETE")
                ? Finding.ok("stack", stack.name() + " is " + stack.status())
                : Finding.wrong(
                        "stack", stack.name() + " is " + stack.status() + "; its events in CloudFormation say why");
    }

    /** What depends on the bot's variables, without which nothing is known of it. */
    private List<Finding> configured(Stack stack) {
        if (stack.physicalId(BOT).isEmpty()) {
            return List.of();
        }
        Deployed deployed;
        try {
            deployed = new Deployed(
                    stack, functions.environment(stack.physicalId(BOT).get()));
        } catch (AwsServiceException e) {
            return Stream.of("request URL", "token", "e-mail")
                    .map(what -> Finding.unknown(what, "BotFunction's variables can't be read: " + Check.reason(e)))
                    .toList();
        }
        List<Finding> findings = new ArrayList<>();
        findings.addAll(door.look(deployed));
        findings.addAll(slack.look(deployed));
        findings.addAll(new Mail(aws.ses()).look(deployed));
        return findings;
    }

    private static <T> List<Finding> each(Stack stack, Map<String, T> wanted, BiFunction<T, String, Finding> look) {
        return wanted.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> Check.of(
                        entry.getKey(),
                        () -> stack.physicalId(entry.getKey())
                                .map(id -> look.apply(entry.getValue(), id))
                                .orElseGet(() -> Finding.wrong(
                                        entry.getKey(),
                                        "it is not in the stack; deploy this version of template.yaml"))))
                .toList();
    }

    /** The queues that something is given up into, by their logical ids. */
    private Map<String, String> deadLetters() {
        return Stream.concat(
                        template.subscriptions().stream().flatMap(each -> each.deadLetterArn().stream()),
                        template.functions().stream().flatMap(each -> each.onFailureArn().stream()))
                .map(arn -> arn.substring(arn.lastIndexOf(':') + 1))
                .distinct()
                .collect(Collectors.toMap(id -> id, id -> id));
    }
}
