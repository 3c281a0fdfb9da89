package dev.bellhop.lambdaprocess;

import java.util.HashMap;
import java.util.Map;

/** What a function finds around it: the services that it talks to, and Lambda's environment. */
public record Surroundings(ServicesFront front, Certificate certificate) {

    /** All that its process has in its environment but where its Runtime API is. */
    Map<String, String> environment(Deployed function) {
        Deployed trusting = function.with(certificate.options().toArray(String[]::new));
        Map<String, String> environment = new HashMap<>(trusting.environment());
        environment.values().removeIf(String::isBlank);
        environment.putAll(Map.of(
                "SLACK_SIGNING_SECRET",
                SlackRequest.SECRET,
                "SLACK_BOT_TOKEN",
                "xoxb-laptop",
                "SLACK_API_URL",
                front.slackApi().toString(),
                "AWS_ENDPOINT_URL",
                front.url().toString(),
                "AWS_ACCESS_KEY_ID",
                "laptop",
                "AWS_SECRET_ACCESS_KEY",
                "laptop",
                "AWS_SESSION_TOKEN",
                "laptop",
                "AWS_REGION",
                "us-east-1",
                "AWS_DEFAULT_REGION",
                "us-east-1"));
        environment.putAll(Map.of(
                "_HANDLER",
                function.handler(),
                "LAMBDA_TASK_ROOT",
                function.taskRoot().toString(),
                "AWS_EXECUTION_ENV",
                "AWS_Lambda_" + function.runtime(),
                "AWS_LAMBDA_INITIALIZATION_TYPE",
                "on-demand",
                "AWS_LAMBDA_FUNCTION_NAME",
                function.name(),
                "AWS_LAMBDA_FUNCTION_VERSION",
                "$LATEST",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                Integer.toString(function.memory()),
                "AWS_LAMBDA_LOG_GROUP_NAME",
                "/aws/lambda/" + function.name(),
                "AWS_LAMBDA_LOG_STREAM_NAME",
                "laptop",
                "TZ",
                ":UTC"));
        return environment;
    }
}
