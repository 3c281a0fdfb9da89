package dev.bellhop.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/**
 * The deployed system as {@code template.yaml} describes it, with every reference resolved: names are the logical ids,
 * and ARNs and queue URLs follow from them, always the same ones. So what runs here is wired as what deploys.
 *
 * <p>Resources whose condition does not hold are left out.
 */
public final class Template {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What an account has where nothing else is said. */
    private static final int MOST_CONCURRENCY = 1_000;

    /**
     * @param byDefault empty where a value has to be given
     * @param noEcho whether it is a secret
     */
    public record Parameter(
            String name, String type, Optional<String> byDefault, boolean noEcho, Optional<String> allowedPattern) {}

    /**
     * A queue that Lambda polls for a function.
     *
     * @param batchSize how many messages an invocation has at most
     * @param window how long Lambda waits for so many
     * @param partial whether the function's answer names the messages that it failed at; else it took all of them
     * @param concurrency how many invocations there are at once at most
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Using Lambda with Amazon SQS</a>
     */
    public record Source(String queueArn, int batchSize, Duration window, boolean partial, int concurrency) {}

    /**
     * A request that reaches a function through API Gateway.
     *
     * @param api the API's logical id, which is SAM's own where the template names none
     */
    public record Route(String method, String path, String api) {}

    /**
     * A statement that grants.
     *
     * @param policy the name of the policy in its role
     * @param resources to which it grants; empty where it grants to all but others
     * @param allBut to all but which it grants ({@code NotResource})
     */
    public record Statement(String policy, List<String> actions, List<String> resources, List<String> allBut) {
        public Statement {
            actions = List.copyOf(actions);
            resources = List.copyOf(resources);
            allBut = List.copyOf(allBut);
        }
    }

    /**
     * A Lambda function.
     *
     * @param name its logical id
     * @param memory in MB
     * @param schedules expressions, such as {@code rate(1 minute)}
     * @param sources the queues whose messages it is invoked with
     * @param statements what its role is granted
     * @param maxRetries of an asynchronous invocation
     * @param onFailureArn the queue that takes a failed asynchronous invocation
     */
    public record Function(
            String name,
            String handler,
            String runtime,
            String codeUri,
            Duration timeout,
            int memory,
            Map<String, String> environment,
            List<Route> routes,
            List<String> schedules,
            List<Source> sources,
            List<Statement> statements,
            int maxRetries,
            Optional<String> onFailureArn,
            Optional<String> logGroup) {
        public Function {
            environment = Map.copyOf(environment);
            routes = List.copyOf(routes);
            schedules = List.copyOf(schedules);
            sources = List.copyOf(sources);
            statements = List.copyOf(statements);
        }

        public String arn() {
            return Intrinsics.functionArn(name);
        }
    }

    /** @param ttlAttribute the attribute whose time ends an item's life */
    public record Table(String name, CreateTableRequest request, Optional<String> ttlAttribute) {}

    /**
     * A bucket of S3.
     *
     * @param name as the template gives it, for buckets' names are known outside; else made of its logical id
     * @param expirations after how many days objects are deleted whose key starts so
     */
    public record Bucket(String name, Map<String, Integer> expirations) {
        public Bucket {
            expirations = Map.copyOf(expirations);
        }

        public String arn() {
            return Intrinsics.bucketArn(name);
        }
    }

    /**
     * A function that S3 tells what happens in a bucket.
     *
     * @param name of a SAM event, the function's and the event's
     * @param bucket its name
     * @param events such as {@code s3:ObjectCreated:*}
     * @param prefix that a key has to start with
     * @param suffix that it has to end with
     */
    public record ObjectEvents(
            String name, String bucket, String functionArn, List<String> events, String prefix, String suffix) {
        public ObjectEvents {
            events = List.copyOf(events);
        }
    }

    /** @param redrive empty where messages are given out however often they come back */
    public record Queue(
            String name,
            String url,
            String arn,
            Duration visibilityTimeout,
            Duration retention,
            Optional<Redrive> redrive) {}

    /** Where a message goes that was received {@code maxReceives} times and never deleted. */
    public record Redrive(String deadLetterArn, int maxReceives) {}

    /** What a queue's policy lets in: which service may send to which queues, for which sources. */
    public record QueuePolicy(
            String name,
            List<String> queueUrls,
            String service,
            String action,
            List<String> resources,
            String sourceArn) {
        public QueuePolicy {
            queueUrls = List.copyOf(queueUrls);
            resources = List.copyOf(resources);
        }
    }

    public enum FilterScope {
        MESSAGE_ATTRIBUTES,
        MESSAGE_BODY
    }

    /**
     * A subscription to a topic.
     *
     * @param name of a SAM event, the function's and the event's
     * @param raw whether a queue gets the message alone, without SNS's own JSON around it
     * @param filterPolicy as JSON; empty lets everything through
     * @param deadLetterArn the queue that takes what could not be delivered
     */
    public record Subscription(
            String name,
            String topicArn,
            String protocol,
            String endpointArn,
            boolean raw,
            Optional<String> filterPolicy,
            FilterScope filterScope,
            Optional<String> deadLetterArn) {
        public String arn() {
            return topicArn + ":" + name;
        }
    }

    public record LogGroup(String name, int retentionDays) {}

    private final Map<String, Object> tree;
    private final Map<String, Parameter> parameters;
    private final Intrinsics intrinsics;

    /** Type and properties, resolved, by logical id. */
    private final Map<String, Resource> resources = new LinkedHashMap<>();

    private record Resource(String type, Map<String, Object> properties) {}

    /** Worked out when they are first asked for, and asked for with each message. */
    private volatile @Nullable List<Function> functions;

    private volatile @Nullable List<Queue> queues;

    private Template(Map<String, Object> tree, Map<String, String> values) {
        this.tree = tree;
        this.parameters = parameters(tree);
        for (String given : values.keySet()) {
            if (!parameters.containsKey(given)) {
                throw new TemplateException("The template has no parameter " + given);
            }
        }
        Map<String, String> all = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> all.put(name, value(parameter, values)));
        Map<String, Object> declared = Tree.map(tree, "Resources");
        this.intrinsics = new Intrinsics(declared, Tree.map(tree, "Conditions"), all);
        Map<String, Object> ofAllFunctions = Tree.map(Tree.map(tree, "Globals"), "Function");
        declared.forEach((id, node) -> {
            Map<String, Object> resource = Tree.asMap(node, id);
            if (Tree.optional(resource, "Condition").map(intrinsics::holds).orElse(true)) {
                String type = Tree.string(resource, "Type", id);
                Map<String, Object> own = Tree.map(resource, "Properties");
                Map<String, Object> properties =
                        type.equals("AWS::Serverless::Function") ? merged(ofAllFunctions, own) : own;
                resources.put(id, new Resource(type, Tree.asMap(intrinsics.resolve(properties), id)));
            }
        });
    }

    /**
     * Reads a template.
     *
     * @param parameters values for its parameters; a parameter without a default and without a value is empty
     * @throws TemplateException where it says something that is not understood here
     */
    public static Template read(Path path, Map<String, String> parameters) {
        return new Template(TemplateYaml.read(path), parameters);
    }

    /** The project's own template, from wherever in the project the JVM was started. */
    public static Template ofProject(Map<String, String> parameters) {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path template = folder.resolve("template.yaml");
            if (Files.exists(template)) {
                return read(template, parameters);
            }
        }
        throw new TemplateException("There is no template.yaml in " + start + " or above it");
    }

    /** The project's own template with its defaults. */
    public static Template ofProject() {
        return ofProject(Map.of());
    }

    /** The whole template as it was read, functions in their long form ({@code {"Ref": …}}, {@code {"Fn::Sub": …}}). */
    public Map<String, Object> tree() {
        return tree;
    }

    /** A part of {@link #tree()} with its functions and references replaced by what they come to. */
    public @Nullable Object resolve(@Nullable Object part) {
        return intrinsics.resolve(part);
    }

    public Collection<Parameter> parameters() {
        return parameters.values();
    }

    public Map<String, String> outputs() {
        Map<String, String> outputs = new LinkedHashMap<>();
        Tree.map(tree, "Outputs")
                .forEach((name, node) -> outputs.put(
                        name,
                        String.valueOf(intrinsics.resolve(Tree.asMap(node, name).get("Value")))));
        return outputs;
    }

    public List<Function> functions() {
        List<Function> known = functions;
        if (known == null) {
            known = ofType("AWS::Serverless::Function").entrySet().stream()
                    .map(entry -> function(entry.getKey(), entry.getValue()))
                    .toList();
            functions = known;
        }
        return known;
    }

    /** @throws NoSuchElementException where there is none of this logical id */
    public Function function(String name) {
        return functions().stream()
                .filter(function -> function.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("The template has no function " + name));
    }

    public List<Table> tables() {
        return ofType("AWS::DynamoDB::Table").entrySet().stream()
                .map(entry -> table(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The topics' ARNs. */
    public List<String> topics() {
        return ofType("AWS::SNS::Topic").keySet().stream()
                .map(Intrinsics::topicArn)
                .toList();
    }

    /** All subscriptions to topics of this template, those that SAM makes from a function's events included. */
    public List<Subscription> subscriptions() {
        List<Subscription> subscriptions = new ArrayList<>();
        ofType("AWS::SNS::Subscription")
                .forEach((id, properties) -> subscriptions.add(subscription(
                        id,
                        properties,
                        Tree.string(properties, "TopicArn", id),
                        Tree.string(properties, "Protocol", id),
                        Tree.string(properties, "Endpoint", id))));
        ofType("AWS::Serverless::Function")
                .forEach((id, function) -> events(function, "SNS")
                        .forEach((event, properties) -> subscriptions.add(subscription(
                                id + event,
                                properties,
                                Tree.string(properties, "Topic", id + "'s event " + event),
                                "lambda",
                                Intrinsics.functionArn(id)))));
        return subscriptions;
    }

    public List<Queue> queues() {
        List<Queue> known = queues;
        if (known == null) {
            known = ofType("AWS::SQS::Queue").entrySet().stream()
                    .map(entry -> queue(entry.getKey(), entry.getValue()))
                    .toList();
            queues = known;
        }
        return known;
    }

    private static Queue queue(String id, Map<String, Object> properties) {
        return new Queue(
                id,
                Intrinsics.queueUrl(id),
                Intrinsics.queueArn(id),
                Duration.ofSeconds(Tree.number(properties, "VisibilityTimeout", 30)),
                Duration.ofSeconds(Tree.number(properties, "MessageRetentionPeriod", 345_600)),
                redrive(properties));
    }

    public List<Bucket> buckets() {
        return ofType("AWS::S3::Bucket").entrySet().stream()
                .map(entry -> bucket(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Bucket bucket(String id, Map<String, Object> properties) {
        if (properties.containsKey("VersioningConfiguration")) {
            throw new TemplateException(id + " keeps versions, which are not understood here");
        }
        Map<String, Integer> expirations = new LinkedHashMap<>();
        for (Map<String, Object> rule :
                Tree.maps(Tree.map(properties, "LifecycleConfiguration").get("Rules"), id + "'s lifecycle rule")) {
            if (rule.containsKey("ExpirationInDays")
                    && Tree.string(rule, "Status", id).equals("Enabled")) {
                expirations.put(Tree.optional(rule, "Prefix").orElse(""), Tree.number(rule, "ExpirationInDays", 0));
            }
        }
        return new Bucket(Intrinsics.bucketName(id, properties), expirations);
    }

    /** Whom S3 tells of objects: as buckets say it themselves, and as SAM makes it from a function's events. */
    public List<ObjectEvents> objectEvents() {
        List<ObjectEvents> all = new ArrayList<>();
        ofType("AWS::S3::Bucket").forEach((id, bucket) -> {
            Map<String, Object> told = Tree.map(bucket, "NotificationConfiguration");
            for (Map<String, Object> one : Tree.maps(told.get("LambdaConfigurations"), id + "'s notification")) {
                all.add(objectEvents(
                        id,
                        Intrinsics.bucketName(id, bucket),
                        Tree.string(one, "Function", id),
                        one.get("Event"),
                        one));
            }
        });
        ofType("AWS::Serverless::Function")
                .forEach((id, function) -> events(function, "S3")
                        .forEach((event, properties) -> all.add(objectEvents(
                                id + event,
                                Tree.string(properties, "Bucket", id + "'s event " + event),
                                Intrinsics.functionArn(id),
                                properties.get("Events"),
                                properties))));
        return all;
    }

    private static ObjectEvents objectEvents(
            String name, String bucket, String functionArn, @Nullable Object events, Map<String, Object> with) {
        Map<String, String> rules = new LinkedHashMap<>();
        Map<String, Object> key = Tree.map(Tree.map(with, "Filter"), "S3Key");
        Tree.maps(key.get("Rules"), name + "'s rule")
                .forEach(rule -> rules.put(
                        Tree.string(rule, "Name", name).toLowerCase(Locale.ROOT), Tree.string(rule, "Value", name)));
        return new ObjectEvents(
                name,
                bucket,
                functionArn,
                Tree.strings(events),
                rules.getOrDefault("prefix", ""),
                rules.getOrDefault("suffix", ""));
    }

    private static Optional<Redrive> redrive(Map<String, Object> queue) {
        Map<String, Object> policy = Tree.map(queue, "RedrivePolicy");
        return Tree.optional(policy, "deadLetterTargetArn")
                .map(arn -> new Redrive(arn, Tree.number(policy, "maxReceiveCount", 10)));
    }

    public List<QueuePolicy> queuePolicies() {
        List<QueuePolicy> policies = new ArrayList<>();
        ofType("AWS::SQS::QueuePolicy").forEach((id, properties) -> {
            for (Map<String, Object> statement : statements(Tree.map(properties, "PolicyDocument"), id)) {
                Map<String, Object> condition = Tree.map(Tree.map(statement, "Condition"), "ArnEquals");
                policies.add(new QueuePolicy(
                        id,
                        Tree.strings(properties.get("Queues")),
                        Tree.string(Tree.map(statement, "Principal"), "Service", id),
                        Tree.string(statement, "Action", id),
                        Tree.strings(statement.get("Resource")),
                        Tree.string(condition, "aws:SourceArn", id + "'s condition ArnEquals")));
            }
        });
        return policies;
    }

    public List<LogGroup> logGroups() {
        return ofType("AWS::Logs::LogGroup").entrySet().stream()
                .map(entry -> new LogGroup(
                        entry.getKey(),
                        Integer.parseInt(Tree.string(entry.getValue(), "RetentionInDays", entry.getKey()))))
                .toList();
    }

    /** What CloudWatch's dashboards show, by their logical ids: JSON, if it is right. */
    public Map<String, String> dashboards() {
        Map<String, String> bodies = new LinkedHashMap<>();
        ofType("AWS::CloudWatch::Dashboard")
                .forEach((id, properties) -> bodies.put(id, Tree.string(properties, "DashboardBody", id)));
        return bodies;
    }

    /** The properties of the alarms, by their logical ids. */
    Map<String, Map<String, Object>> alarms() {
        return ofType("AWS::CloudWatch::Alarm");
    }

    private Map<String, Map<String, Object>> ofType(String type) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        resources.forEach((id, resource) -> {
            if (resource.type().equals(type)) {
                found.put(id, resource.properties());
            }
        });
        return found;
    }

    private Function function(String id, Map<String, Object> properties) {
        Map<String, String> environment = Tree.map(Tree.map(properties, "Environment"), "Variables").entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
        Map<String, Object> invoke = Tree.map(properties, "EventInvokeConfig");
        return new Function(
                id,
                Tree.string(properties, "Handler", id),
                Tree.string(properties, "Runtime", id),
                Tree.string(properties, "CodeUri", id),
                Duration.ofSeconds(Tree.number(properties, "Timeout", 3)),
                Tree.number(properties, "MemorySize", 128),
                environment,
                events(properties, "HttpApi").values().stream()
                        .map(route -> new Route(
                                Tree.string(route, "Method", id),
                                Tree.string(route, "Path", id),
                                Tree.optional(route, "ApiId").orElse("ServerlessHttpApi")))
                        .toList(),
                events(properties, "Schedule").values().stream()
                        .map(schedule -> Tree.string(schedule, "Schedule", id))
                        .toList(),
                events(properties, "SQS").values().stream()
                        .map(source -> source(id, source))
                        .toList(),
                granted(id, properties),
                Tree.number(invoke, "MaximumRetryAttempts", 2),
                onFailure(properties),
                Tree.optional(Tree.map(properties, "LoggingConfig"), "LogGroup"));
    }

    private static Source source(String function, Map<String, Object> event) {
        return new Source(
                Tree.string(event, "Queue", function),
                Tree.number(event, "BatchSize", 10),
                Duration.ofSeconds(Tree.number(event, "MaximumBatchingWindowInSeconds", 0)),
                Tree.strings(event.get("FunctionResponseTypes")).contains("ReportBatchItemFailures"),
                Tree.number(Tree.map(event, "ScalingConfig"), "MaximumConcurrency", MOST_CONCURRENCY));
    }

    private static Optional<String> onFailure(Map<String, Object> function) {
        Map<String, Object> destinations = Tree.map(Tree.map(function, "EventInvokeConfig"), "DestinationConfig");
        return Tree.optional(Tree.map(destinations, "OnFailure"), "Destination");
    }

    private static Map<String, Map<String, Object>> events(Map<String, Object> function, String type) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        Tree.map(function, "Events").forEach((name, node) -> {
            Map<String, Object> event = Tree.asMap(node, name);
            if (Tree.string(event, "Type", name).equals(type)) {
                found.put(name, Tree.map(event, "Properties"));
            }
        });
        return found;
    }

    private List<Statement> granted(String id, Map<String, Object> properties) {
        if (properties.containsKey("Policies")) {
            throw new TemplateException(
                    id + " has Policies of its own; here a function's rights are those of its Role");
        }
        if (!properties.containsKey("Role")) {
            // SAM makes one that may write the function's log and send to its destination, and nothing else.
            return onFailure(properties).stream()
                    .map(queue -> new Statement("SAM", List.of("sqs:SendMessage"), List.of(queue), List.of()))
                    .toList();
        }
        String arn = Tree.string(properties, "Role", id);
        String role = arn.substring(arn.indexOf('/') + 1);
        Map<String, Object> ofRole = Optional.ofNullable(
                        ofType("AWS::IAM::Role").get(role))
                .orElseThrow(() -> new TemplateException(id + "'s role " + arn + " is not in the template"));
        if (ofRole.containsKey("ManagedPolicyArns")) {
            throw new TemplateException(role + " has managed policies, whose statements are not known here");
        }
        List<Map<String, Object>> policies = new ArrayList<>(Tree.maps(ofRole.get("Policies"), role + "'s policy"));
        ofType("AWS::IAM::Policy").values().stream()
                .filter(policy -> Tree.strings(policy.get("Roles")).contains(role))
                .forEach(policies::add);
        List<Statement> statements = new ArrayList<>();
        for (Map<String, Object> policy : policies) {
            String name = Tree.string(policy, "PolicyName", role);
            for (Map<String, Object> statement : statements(Tree.map(policy, "PolicyDocument"), role + " " + name)) {
                statements.add(new Statement(
                        name,
                        Tree.strings(statement.get("Action")),
                        Tree.strings(statement.get("Resource")),
                        Tree.strings(statement.get("NotResource"))));
            }
        }
        return statements;
    }

    private static List<Map<String, Object>> statements(Map<String, Object> document, String where) {
        List<Map<String, Object>> statements = Tree.maps(document.get("Statement"), where + "'s statement");
        for (Map<String, Object> statement : statements) {
            if (!Tree.string(statement, "Effect", where).equals("Allow")) {
                throw new TemplateException(
                        where + " has a statement that is not an Allow, which is not understood here");
            }
        }
        return statements;
    }

    private Table table(String id, Map<String, Object> properties) {
        List<GlobalSecondaryIndex> indexes =
                Tree.maps(properties.get("GlobalSecondaryIndexes"), id + "'s index").stream()
                        .map(index -> GlobalSecondaryIndex.builder()
                                .indexName(Tree.string(index, "IndexName", id))
                                .keySchema(keySchema(id, index))
                                .projection(projection -> projection.projectionType(
                                        Tree.string(Tree.map(index, "Projection"), "ProjectionType", id)))
                                .build())
                        .toList();
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(id)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(Tree.maps(properties.get("AttributeDefinitions"), id + "'s attribute").stream()
                        .map(attribute -> AttributeDefinition.builder()
                                .attributeName(Tree.string(attribute, "AttributeName", id))
                                .attributeType(Tree.string(attribute, "AttributeType", id))
                                .build())
                        .toList())
                .keySchema(keySchema(id, properties));
        if (!indexes.isEmpty()) {
            request.globalSecondaryIndexes(indexes);
        }
        return new Table(
                id, request.build(), Tree.optional(Tree.map(properties, "TimeToLiveSpecification"), "AttributeName"));
    }

    private static List<KeySchemaElement> keySchema(String id, Map<String, Object> properties) {
        return Tree.maps(properties.get("KeySchema"), id + "'s key").stream()
                .map(key -> KeySchemaElement.builder()
                        .attributeName(Tree.string(key, "AttributeName", id))
                        .keyType(Tree.string(key, "KeyType", id))
                        .build())
                .toList();
    }

    private static Subscription subscription(
            String name, Map<String, Object> properties, String topicArn, String protocol, String endpointArn) {
        return new Subscription(
                name,
                topicArn,
                protocol,
                endpointArn,
                Tree.optional(properties, "RawMessageDelivery").equals(Optional.of("true")),
                Optional.ofNullable(properties.get("FilterPolicy")).map(Template::json),
                Tree.optional(properties, "FilterPolicyScope")
                                .orElse("MessageAttributes")
                                .equals("MessageBody")
                        ? FilterScope.MESSAGE_BODY
                        : FilterScope.MESSAGE_ATTRIBUTES,
                Tree.optional(Tree.map(properties, "RedrivePolicy"), "deadLetterTargetArn"));
    }

    private static String json(Object tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Maps, lists and scalars have a JSON form", e);
        }
    }

    private static Map<String, Parameter> parameters(Map<String, Object> tree) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        Tree.map(tree, "Parameters").forEach((name, node) -> {
            Map<String, Object> parameter = Tree.asMap(node, name);
            parameters.put(
                    name,
                    new Parameter(
                            name,
                            Tree.string(parameter, "Type", name),
                            Tree.optional(parameter, "Default"),
                            Boolean.TRUE.equals(parameter.get("NoEcho")),
                            Tree.optional(parameter, "AllowedPattern")));
        });
        return parameters;
    }

    /** As CloudFormation does, but that a parameter without any value is empty: a local run brings its own secrets. */
    private static String value(Parameter parameter, Map<String, String> values) {
        String value = values.get(parameter.name());
        if (value == null) {
            return parameter.byDefault().orElse("");
        }
        if (parameter
                .allowedPattern()
                .filter(pattern -> !value.matches(pattern))
                .isPresent()) {
            throw new TemplateException("The value of parameter " + parameter.name() + " does not match "
                    + parameter.allowedPattern().get());
        }
        return value;
    }

    private static Map<String, Object> merged(Map<String, Object> globals, Map<String, Object> own) {
        Map<String, Object> merged = new LinkedHashMap<>(globals);
        own.forEach((key, value) -> {
            Object global = globals.get(key);
            merged.put(
                    key,
                    global instanceof Map && value instanceof Map
                            ? merged(Tree.map(globals, key), Tree.map(own, key))
                            : value);
        });
        return merged;
    }
}
