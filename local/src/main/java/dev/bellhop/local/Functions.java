package dev.bellhop.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.FunctionLog;
import dev.bellhop.bot.BotConfig;
import dev.bellhop.bot.BotHandler;
import dev.bellhop.delivery.Patience;
import dev.bellhop.files.processor.ProcessorConfig;
import dev.bellhop.files.processor.ProcessorHandler;
import dev.bellhop.files.worker.FilesConfig;
import dev.bellhop.files.worker.FilesHandler;
import dev.bellhop.localaws.LambdaRuntime;
import dev.bellhop.localaws.LocalFunction;
import dev.bellhop.localaws.Template;
import dev.bellhop.slack.SlackApi;
import dev.bellhop.subscribers.leaderboard.LeaderboardConfig;
import dev.bellhop.subscribers.leaderboard.LeaderboardHandler;
import dev.bellhop.subscribers.logger.LoggerConfig;
import dev.bellhop.subscribers.logger.LoggerHandler;
import dev.bellhop.subscribers.multiplier.MultiplierConfig;
import dev.bellhop.subscribers.multiplier.MultiplierHandler;
import dev.bellhop.subscribers.ops.OpsConfig;
import dev.bellhop.subscribers.ops.OpsHandler;
import dev.bellhop.subscribers.reservation.ReservationConfig;
import dev.bellhop.subscribers.reservation.ReservationHandler;
import dev.bellhop.subscribers.sweeper.SweeperConfig;
import dev.bellhop.subscribers.sweeper.SweeperHandler;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The template's functions, as the real handlers. A new one is a line here. */
final class Functions {

    /**
     * What a handler is made of.
     *
     * @param s3 made when it is first asked for: that takes longer than the rest of a function
     * @param presigner the same
     * @param slowness how many seconds of this machine one second of the clock takes
     * @param printed takes the lines that the function prints
     */
    record Parts(
            DynamoDbClient dynamo,
            SnsClient sns,
            SqsClient sqs,
            Supplier<S3Client> s3,
            Supplier<S3Presigner> presigner,
            LambdaClient lambda,
            CloudWatchLogsClient logs,
            SesV2Client mail,
            Clock clock,
            int slowness,
            Supplier<String> ids,
            RandomGenerator random,
            Patience.Pause pause,
            Executor aside,
            Consumer<String> printed) {

        /** What a function prints, under the name that it has in its lines. */
        FunctionLog log(String function, Environment environment) {
            return new FunctionLog(function, environment, clock, printed);
        }
    }

    @FunctionalInterface
    private interface Factory {
        Object create(Environment environment, Parts parts);
    }

    private static final Map<String, Factory> HANDLERS = Map.of(
            "dev.bellhop.bot.BotHandler::handleRequest", Functions::bot,
            "dev.bellhop.files.processor.ProcessorHandler::handleRequest", Functions::processor,
            "dev.bellhop.files.worker.FilesHandler::handleRequest", Functions::files,
            "dev.bellhop.subscribers.leaderboard.LeaderboardHandler::handleRequest", Functions::leaderboard,
            "dev.bellhop.subscribers.logger.LoggerHandler::handleRequest", Functions::logger,
            "dev.bellhop.subscribers.multiplier.MultiplierHandler::handleRequest", Functions::multiplier,
            "dev.bellhop.subscribers.ops.OpsHandler::handleRequest", Functions::ops,
            "dev.bellhop.subscribers.reservation.ReservationHandler::handleRequest", Functions::reservation,
            "dev.bellhop.subscribers.sweeper.SweeperHandler::handleRequest", Functions::sweeper);

    /** Set where neither the template nor the user's environment sets it; the user's always wins. */
    private final Function<Template.Function, Map<String, String>> byDefault;

    private final Map<String, String> ofProcess;

    /**
     * @param byDefault what the template leaves to whoever deploys, such as secrets
     * @param ofProcess the environment that bin/local was started with
     */
    Functions(Function<Template.Function, Map<String, String>> byDefault, Map<String, String> ofProcess) {
        this.byDefault = byDefault;
        this.ofProcess = Map.copyOf(ofProcess);
    }

    /**
     * Makes a function.
     *
     * @throws Environment.ConfigurationException where a variable is malformed
     * @throws IllegalStateException where its handler is not known here
     */
    LocalFunction create(Template.Function function, Parts parts) {
        Factory factory = HANDLERS.get(function.handler());
        if (factory == null) {
            throw new IllegalStateException("The template's " + function.name() + " has the handler "
                    + function.handler() + ", which " + Functions.class.getName() + " does not know how to make.");
        }
        Object handler = factory.create(environment(function), parts);
        return LambdaRuntime.of(function, handler, parts.clock());
    }

    private Environment environment(Template.Function function) {
        Map<String, String> variables = new HashMap<>(function.environment());
        variables.values().removeIf(String::isBlank);
        byDefault.apply(function).forEach(variables::putIfAbsent);
        ofProcess.forEach((name, value) -> {
            if (!value.isBlank()) {
                variables.put(name, value);
            }
        });
        return new Environment(variables);
    }

    private static Object bot(Environment environment, Parts parts) {
        BotConfig config = BotConfig.from(environment);
        return new BotHandler(
                config,
                new SlackApi(config.slackApiUrl(), config.botToken()).slower(parts.slowness()),
                parts.dynamo(),
                Optional.of(parts.sns()),
                parts::lambda,
                parts.clock(),
                parts.ids(),
                parts.random(),
                parts.pause(),
                parts.aside(),
                parts.log("bot", environment));
    }

    private static Object files(Environment environment, Parts parts) {
        FilesConfig config = FilesConfig.from(environment);
        return late(() -> new FilesHandler(
                config,
                parts.dynamo(),
                parts.sns(),
                parts.sqs(),
                parts.s3().get(),
                parts.presigner().get(),
                parts.log("files", environment),
                parts.clock(),
                parts.ids(),
                parts.pause(),
                parts.random(),
                parts.aside()));
    }

    private static Object processor(Environment environment, Parts parts) {
        ProcessorConfig config = ProcessorConfig.from(environment);
        return late(() -> new ProcessorHandler(
                config,
                parts.dynamo(),
                parts.sns(),
                parts.s3().get(),
                parts.log("processor", environment),
                parts.clock(),
                parts.ids(),
                parts.pause(),
                parts.random(),
                parts.aside()));
    }

    /** A handler that is made when it is first entered, so that who never shares a file waits for none of it. */
    private static RequestStreamHandler late(Supplier<RequestStreamHandler> handler) {
        Supplier<RequestStreamHandler> made = new Supplier<>() {
            private @Nullable RequestStreamHandler once;

            @Override
            public synchronized RequestStreamHandler get() {
                RequestStreamHandler known = once == null ? handler.get() : once;
                once = known;
                return known;
            }
        };
        return (input, output, context) -> made.get().handleRequest(input, output, context);
    }

    private static Object leaderboard(Environment environment, Parts parts) {
        return new LeaderboardHandler(
                LeaderboardConfig.from(environment),
                parts.dynamo(),
                parts.log("leaderboard", environment),
                parts.clock(),
                parts.ids(),
                parts.pause(),
                parts.random());
    }

    private static Object logger(Environment environment, Parts parts) {
        return new LoggerHandler(
                LoggerConfig.from(environment),
                parts.dynamo(),
                parts.logs(),
                parts.log("logger", environment),
                parts.clock(),
                parts.ids(),
                parts.pause(),
                parts.random());
    }

    private static Object multiplier(Environment environment, Parts parts) {
        return new MultiplierHandler(
                MultiplierConfig.from(environment),
                parts.dynamo(),
                parts.log("multiplier", environment),
                parts.clock(),
                parts.ids(),
                parts.pause(),
                parts.random());
    }

    private static Object ops(Environment environment, Parts parts) {
        return new OpsHandler(
                OpsConfig.from(environment),
                parts.logs(),
                parts.sqs(),
                parts.lambda(),
                parts.log("ops", environment),
                parts.clock(),
                parts.ids());
    }

    private static Object reservation(Environment environment, Parts parts) {
        ReservationConfig config = ReservationConfig.from(environment);
        return new ReservationHandler(
                config,
                new SlackApi(config.slackApiUrl(), config.slackBotToken()).slower(parts.slowness()),
                parts.dynamo(),
                parts.mail(),
                parts.sns(),
                parts.log("reservation", environment),
                parts.clock(),
                parts.ids(),
                parts.pause(),
                parts.random());
    }

    private static Object sweeper(Environment environment, Parts parts) {
        return new SweeperHandler(
                SweeperConfig.from(environment),
                parts.dynamo(),
                parts.sns(),
                parts.sqs(),
                parts.lambda(),
                parts.log("sweeper", environment),
                parts.clock(),
                parts.ids(),
                parts.pause(),
                parts.random(),
                parts.aside());
    }
}
