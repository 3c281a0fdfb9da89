package dev.bellhop.fast;

import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A start of the bot from its folder, as Lambda starts it. */
final class Start {

    /** The JVM writes its cache when it ends, which takes longer than anything that it did before. */
    private static final Duration LONGEST_END = Duration.ofMinutes(3);

    private final FunctionFolder folder;
    private final Template.Function function;
    private final Services services;
    private final Certificate certificate;

    Start(FunctionFolder folder, Template.Function function, Services services, Certificate certificate) {
        this.folder = folder;
        this.function = function;
        this.services = services;
        this.certificate = certificate;
    }

    /**
     * Has it answer some requests, and ends it.
     *
     * @param requests makes them, each when it is its turn, for they are signed with the time
     * @param option one more for its JVM
     * @return what it printed
     * @throws IllegalStateException where it does not answer as asked, or does not end
     */
    String answering(int howMany, IntFunction<String> requests, String option)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("bellhop-bot", ".log");
        try (RuntimeApi api = new RuntimeApi()) {
            ProcessBuilder builder = new ProcessBuilder(folder.bootstrap().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment(api, option));
            Process process = builder.start();
            CompletableFuture<Void> ended = process.onExit().thenRun(api::ended);
            try {
                for (int number = 0; number < howMany; number++) {
                    String answer = api.answer(requests.apply(number));
                    if (!answer.contains("\"statusCode\":200")) {
                        throw new IllegalStateException("The bot answered " + answer + "\n" + Files.readString(log));
                    }
                }
            } finally {
                ended.cancel(false);
                process.destroy();
                if (!process.waitFor(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
            return Files.readString(log);
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private Map<String, String> environment(RuntimeApi api, String option) {
        Map<String, String> environment = new HashMap<>(function.environment());
        environment.values().removeIf(String::isBlank);
        environment.merge(
                "JAVA_TOOL_OPTIONS",
                certificate.option() + " " + option,
                (ofFunction, ofBuild) -> ofFunction + " " + ofBuild);
        environment.putAll(Map.of(
                "PATH", "/usr/local/bin:/usr/bin:/bin",
                "SLACK_SIGNING_SECRET", Requests.SECRET,
                "SLACK_BOT_TOKEN", "xoxb-build",
                "SLACK_API_URL", services.slackApi().toString(),
                "AWS_ENDPOINT_URL", services.url().toString(),
                "AWS_ACCESS_KEY_ID", "build",
                "AWS_SECRET_ACCESS_KEY", "build",
                "AWS_SESSION_TOKEN", "build",
                "AWS_REGION", "us-east-1"));
        environment.putAll(Map.of(
                "_HANDLER", function.handler(),
                "LAMBDA_TASK_ROOT", folder.root().toString(),
                "AWS_LAMBDA_RUNTIME_API", api.address(),
                "AWS_EXECUTION_ENV", "AWS_Lambda_provided.al2023",
                "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand",
                "AWS_LAMBDA_FUNCTION_NAME", "bot",
                "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memory()),
                "TZ", ":UTC"));
        return environment;
    }
}
