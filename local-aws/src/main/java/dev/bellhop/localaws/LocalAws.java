package dev.bellhop.localaws;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * AWS but for DynamoDB, in this JVM and wired by the template: topics call functions, and what fails reaches its
 * queue. Each part is an implementation of the SDK's client interface; operations that nobody uses throw
 * {@link UnsupportedOperationException}.
 */
public final class LocalAws {

    private final Activity activity;
    private final LocalQueues queues;
    private final LocalFunctions functions;
    private final LocalTopics topics;
    private final LocalLogs logs;
    private final LocalMail mail;
    private final LocalMetrics metrics;
    private final ServiceMetrics serviceMetrics;
    private final LocalAlarms alarms;

    /** For tests: the system's clock, virtual threads, and no wait before a retry. */
    public LocalAws(Template template) {
        this(template, happening -> {});
    }

    /** For tests that watch. */
    public LocalAws(Template template, Watcher watcher) {
        this(
                template,
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                Executors.newVirtualThreadPerTaskExecutor(),
                RetryDelays.NONE,
                Duration.ZERO,
                Thread::sleep,
                Room.ENOUGH,
                watcher);
    }

    /** In memory. */
    public LocalAws(
            Template template,
            Clock clock,
            Supplier<String> ids,
            Executor executor,
            RetryDelays delays,
            Duration longestWindow,
            LocalFunctions.Pause pause,
            Room room,
            Watcher watcher) {
        this(template, clock, ids, executor, delays, longestWindow, pause, room, watcher, Pending.IN_MEMORY);
    }

    /**
     * @param ids unique, for messages, receipts and requests
     * @param executor runs what happens after an answer was given; a retry waits on its thread
     * @param longestWindow how long a batch of a queue's messages is waited for at most, however long the template says
     * @param room for invocations and logs
     * @param pending keeps messages on their way, invocations, and what is in queues
     */
    public LocalAws(
            Template template,
            Clock clock,
            Supplier<String> ids,
            Executor executor,
            RetryDelays delays,
            Duration longestWindow,
            LocalFunctions.Pause pause,
            Room room,
            Watcher watcher,
            Pending pending) {
        this.activity = new Activity(executor);
        this.metrics = new LocalMetrics(clock);
        this.serviceMetrics = new ServiceMetrics(metrics, clock);
        this.queues = new LocalQueues(template, clock, ids, watcher, pending);
        queues.measure(serviceMetrics::waiting);
        this.functions = new LocalFunctions(
                template, queues, activity, clock, ids, delays, pause, room, serviceMetrics, watcher, pending);
        LocalPollers.start(template, functions, queues, activity, ids, longestWindow, pause, watcher);
        this.topics = new LocalTopics(template, functions, queues, activity, clock, ids, watcher, pending);
        this.logs = new LocalLogs(template, clock, room.logLines(), happening -> {
            if (happening instanceof Happening.Logged logged) {
                metrics.take(logged.line());
            }
            watcher.saw(happening);
        });
        this.mail = new LocalMail(ids, watcher);
        this.alarms = new LocalAlarms(template, metrics, clock);
    }

    /**
     * Goes on with what an earlier start left. What is for somebody whom the template no longer has stays where it is.
     *
     * @param left in the order in which it was taken; the functions are registered by now
     */
    public void resume(List<PendingFile.Left> left) {
        for (PendingFile.Left each : left) {
            switch (each.kind()) {
                case LocalTopics.MESSAGE -> topics.resume(each.what(), each.done());
                case LocalFunctions.INVOCATION -> functions.resume(each.what(), each.done());
                case LocalQueues.QUEUED -> queues.resume(each.what(), each.done());
                default -> {
                    // Somebody else's.
                }
            }
        }
    }

    public LocalTopics topics() {
        return topics;
    }

    public LocalFunctions functions() {
        return functions;
    }

    public LocalQueues queues() {
        return queues;
    }

    public LocalLogs logs() {
        return logs;
    }

    public LocalMail mail() {
        return mail;
    }

    /** What CloudWatch would know by now. */
    public LocalMetrics metrics() {
        queues.look();
        return metrics;
    }

    /** How the template's alarms stand by now. */
    public LocalAlarms alarms() {
        queues.look();
        return alarms;
    }

    /** Takes what goes on beside these parts: requests to the API, and DynamoDB. */
    public ServiceMetrics serviceMetrics() {
        return serviceMetrics;
    }

    /**
     * The topics behind interceptors, which are told of each call before and after its execution with the service's and the
     * operation's name, as by the SDK's own client. One that throws breaks the call at that point.
     */
    public SnsClient topics(ExecutionInterceptor... interceptors) {
        return Intercepted.client(SnsClient.class, topics, "Sns", interceptors);
    }

    /** @see #topics(ExecutionInterceptor...) */
    public LambdaClient functions(ExecutionInterceptor... interceptors) {
        return Intercepted.client(LambdaClient.class, functions, "Lambda", interceptors);
    }

    /** @see #topics(ExecutionInterceptor...) */
    public SqsClient queues(ExecutionInterceptor... interceptors) {
        return Intercepted.client(SqsClient.class, queues, "Sqs", interceptors);
    }

    /** @see #topics(ExecutionInterceptor...) */
    public CloudWatchLogsClient logs(ExecutionInterceptor... interceptors) {
        return Intercepted.client(CloudWatchLogsClient.class, logs, "CloudWatchLogs", interceptors);
    }

    /** @see #topics(ExecutionInterceptor...) */
    public SesV2Client mail(ExecutionInterceptor... interceptors) {
        return Intercepted.client(SesV2Client.class, mail, "SESv2", interceptors);
    }

    /**
     * Waits until everything that was set off is over: deliveries, retries, dead letters.
     *
     * @throws IllegalStateException where it takes longer; the message names what is still under way
     */
    public void awaitQuiet(Duration longest) {
        try {
            activity.awaitQuiet(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for quiet", e);
        }
    }
}
