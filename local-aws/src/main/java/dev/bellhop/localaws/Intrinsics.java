package dev.bellhop.localaws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What CloudFormation's functions and references come to on a laptop, where names and ARNs follow from logical ids. */
final class Intrinsics {

    static final String REGION = "us-east-1";
    static final String ACCOUNT = "000000000000";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]*)}");

    /** What {@code AWS::NoValue} comes to, until the entry that holds it is left out. */
    private record NoValue() {}

    private final Map<String, Object> resources;
    private final Map<String, Object> conditions;
    private final Map<String, String> parameters;

    Intrinsics(Map<String, Object> resources, Map<String, Object> conditions, Map<String, String> parameters) {
        this.resources = resources;
        this.conditions = conditions;
        this.parameters = parameters;
    }

    /** The same tree with every function and reference replaced by its value. */
    @Nullable
    Object resolve(@Nullable Object node) {
        Object value = value(node);
        return value instanceof NoValue ? null : value;
    }

    boolean holds(String condition) {
        Object definition = conditions.get(condition);
        if (definition == null) {
            throw new TemplateException("Condition " + condition + " is not defined");
        }
        return truth(definition);
    }

    static String topicArn(String id) {
        return arn("sns", id);
    }

    static String queueArn(String id) {
        return arn("sqs", id);
    }

    static String queueUrl(String id) {
        return "http://localhost/" + ACCOUNT + "/" + id;
    }

    static String functionArn(String id) {
        return arn("lambda", "function:" + id);
    }

    static String bucketArn(String name) {
        return "arn:aws:s3:::" + name;
    }

    /** @param properties resolved */
    static String bucketName(String id, Map<String, Object> properties) {
        return Tree.optional(properties, "BucketName").orElseGet(() -> id.toLowerCase(Locale.ROOT));
    }

    private static String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
    }

    private @Nullable Object value(@Nullable Object node) {
        return switch (node) {
            case Map<?, ?> map
            when function(map).isPresent() ->
                apply(function(map).get(), map.values().iterator().next());
            case Map<?, ?> map -> {
                Map<String, Object> resolved = new LinkedHashMap<>();
                map.forEach((key, each) -> {
                    Object value = value(each);
                    if (!(value instanceof NoValue)) {
                        resolved.put(String.valueOf(key), value);
                    }
                });
                yield resolved;
            }
            case List<?> list -> {
                List<Object> resolved = new ArrayList<>();
                for (Object each : list) {
                    Object value = value(each);
                    if (!(value instanceof NoValue)) {
                        resolved.add(value);
                    }
                }
                yield resolved;
            }
            case null, default -> node;
        };
    }

    private static Optional<String> function(Map<?, ?> map) {
        return map.size() != 1
                ? Optional.empty()
                : map.keySet().stream()
                        .map(String::valueOf)
                        .filter(key -> key.startsWith("Fn::") || key.equals("Ref") || key.equals("Condition"))
                        .filter(key -> !key.equals("Condition") || map.get(key) instanceof String)
                        .findFirst();
    }

    private @Nullable Object apply(String function, Object argument) {
        return switch (function) {
            case "Ref" -> ref(String.valueOf(argument));
            case "Fn::GetAtt" -> attribute(Tree.strings(value(argument)));
            case "Fn::Sub" -> substitute(argument);
            case "Fn::Join" -> {
                List<Object> arguments = Tree.list(argument);
                yield String.join(String.valueOf(arguments.get(0)), Tree.strings(value(arguments.get(1))));
            }
            case "Fn::Select" -> {
                List<Object> arguments = Tree.list(argument);
                int at = Integer.parseInt(String.valueOf(arguments.get(0)));
                yield Tree.list(value(arguments.get(1))).get(at);
            }
            case "Fn::Split" -> {
                List<Object> arguments = Tree.list(argument);
                String separator = String.valueOf(arguments.get(0));
                yield List.of(String.valueOf(value(arguments.get(1))).split(Pattern.quote(separator), -1));
            }
            case "Fn::If" -> {
                List<Object> arguments = Tree.list(argument);
                yield value(arguments.get(holds(String.valueOf(arguments.get(0))) ? 1 : 2));
            }
            case "Condition" -> holds(String.valueOf(argument));
            case "Fn::Equals", "Fn::Not", "Fn::And", "Fn::Or" -> truth(Map.of(function, argument));
            default -> throw new TemplateException(function + " is not understood here");
        };
    }

    private boolean truth(Object definition) {
        Map<String, Object> map = Tree.asMap(definition, "A condition");
        String function = map.keySet().iterator().next();
        List<Object> arguments = Tree.list(map.get(function));
        return switch (function) {
            case "Condition" -> holds(String.valueOf(map.get(function)));
            case "Fn::Equals" ->
                String.valueOf(value(arguments.get(0))).equals(String.valueOf(value(arguments.get(1))));
            case "Fn::Not" -> !truth(arguments.get(0));
            case "Fn::And" -> arguments.stream().allMatch(this::truth);
            case "Fn::Or" -> arguments.stream().anyMatch(this::truth);
            default -> throw new TemplateException(function + " is not understood here as a condition");
        };
    }

    private Object substitute(Object argument) {
        List<Object> arguments = Tree.list(argument);
        Map<String, Object> local = arguments.size() > 1 ? Tree.asMap(arguments.get(1), "Fn::Sub's map") : Map.of();
        Matcher matcher = PLACEHOLDER.matcher(String.valueOf(arguments.get(0)));
        return matcher.replaceAll(
                found -> Matcher.quoteReplacement(placeholder(found.group(1), found.group(2), local)));
    }

    private String placeholder(String escape, String name, Map<String, Object> local) {
        if (!escape.isEmpty()) {
            return "${" + name + "}";
        }
        if (local.containsKey(name)) {
            return String.valueOf(value(local.get(name)));
        }
        int dot = name.indexOf('.');
        return String.valueOf(
                dot < 0 ? ref(name) : attribute(List.of(name.substring(0, dot), name.substring(dot + 1))));
    }

    private Object ref(String name) {
        if (parameters.containsKey(name)) {
            return parameters.get(name);
        }
        return switch (name) {
            case "AWS::NoValue" -> new NoValue();
            case "AWS::AccountId" -> ACCOUNT;
            case "AWS::Partition" -> "aws";
            case "AWS::Region" -> REGION;
            case "AWS::StackId" -> arn("cloudformation", "stack/bellhop/00000000-0000-0000-0000-000000000000");
            case "AWS::StackName" -> "bellhop";
            case "AWS::URLSuffix" -> "amazonaws.com";
            default ->
                switch (type(name)) {
                    case "AWS::S3::Bucket" -> bucketName(name);
                    case "AWS::SNS::Topic" -> topicArn(name);
                    case "AWS::SQS::Queue" -> queueUrl(name);
                    default -> name;
                };
        };
    }

    private String bucketName(String id) {
        Object name = resolve(Tree.map(Tree.map(resources, id), "Properties").get("BucketName"));
        return bucketName(id, name == null ? Map.of() : Map.of("BucketName", name));
    }

    private String attribute(List<String> path) {
        String id = path.get(0);
        String attribute = String.join(".", path.subList(1, path.size()));
        String type = type(id);
        return switch (type + " " + attribute) {
            case "AWS::CloudWatch::Alarm Arn" -> arn("cloudwatch", "alarm:" + id);
            case "AWS::DynamoDB::Table Arn" -> arn("dynamodb", "table/" + id);
            case "AWS::IAM::Role Arn" -> "arn:aws:iam::" + ACCOUNT + ":role/" + id;
            // CloudFormation's ARN of a log group ends like this, which in a policy takes in its streams.
            case "AWS::Logs::LogGroup Arn" -> arn("logs", "log-group:" + id + ":*");
            case "AWS::S3::Bucket Arn" -> bucketArn(bucketName(id));
            case "AWS::SNS::Topic TopicArn" -> topicArn(id);
            case "AWS::SQS::Queue Arn" -> queueArn(id);
            case "AWS::SQS::Queue QueueName", "AWS::SNS::Topic TopicName" -> id;
            case "AWS::SQS::Queue QueueUrl" -> queueUrl(id);
            case "AWS::Serverless::Function Arn" -> functionArn(id);
            default ->
                throw new TemplateException(
                        "Attribute " + attribute + " of " + id + " (" + type + ") is not understood here");
        };
    }

    private String type(String id) {
        if (!resources.containsKey(id)) {
            throw new TemplateException("\"" + id + "\" is referred to, and is neither a parameter nor a resource: "
                    + resources.keySet().stream().collect(Collectors.joining(", ")));
        }
        return Tree.string(Tree.map(resources, id), "Type", id);
    }
}
