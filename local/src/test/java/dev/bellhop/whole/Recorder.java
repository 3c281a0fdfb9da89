package dev.bellhop.whole;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.GetObjectPresignRequest;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** Notes which function calls which operation on which resource. */
final class Recorder {

    /**
     * @param operation the service's and the operation's name; for a transaction also the kind of item
     * @param resource the last part of its ARN, a log group's or queue's name
     */
    record Call(String function, String operation, String resource) implements Comparable<Call> {
        @Override
        public int compareTo(Call other) {
            return toString().compareTo(other.toString());
        }
    }

    private final Set<Call> calls = new ConcurrentSkipListSet<>();

    Set<Call> calls() {
        return calls;
    }

    ExecutionInterceptor of(String function) {
        return new ExecutionInterceptor() {
            @Override
            public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                String operation = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME) + "."
                        + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
                resources(context.request())
                        .forEach((resource, kinds) ->
                                kinds.forEach(kind -> calls.add(new Call(function, operation + kind, resource))));
            }
        };
    }

    /** Who makes a link has to be allowed what it is good for, though nothing is called. */
    S3Presigner noting(String function, S3Presigner presigner) {
        return (S3Presigner) Proxy.newProxyInstance(
                S3Presigner.class.getClassLoader(), new Class<?>[] {S3Presigner.class}, (proxy, method, arguments) -> {
                    if (arguments != null && arguments[0] instanceof GetObjectPresignRequest link) {
                        GetObjectRequest get = link.getObjectRequest();
                        calls.add(new Call(function, "S3.GetObject", objects(get.bucket(), get.key())));
                        return presigner.presignGetObject(link);
                    }
                    return method.isDefault()
                            ? InvocationHandler.invokeDefault(proxy, method, arguments)
                            : method.invoke(presigner, arguments);
                });
    }

    private static Map<String, Set<String>> resources(SdkRequest request) {
        return switch (request) {
            case TransactWriteItemsRequest transaction -> transaction(transaction.transactItems());
            case GetItemRequest get -> plainly(get.tableName());
            case BatchGetItemRequest batch ->
                plainly(batch.requestItems().keySet().iterator().next());
            case PutItemRequest put -> plainly(put.tableName());
            case UpdateItemRequest update -> plainly(update.tableName());
            case DeleteItemRequest delete -> plainly(delete.tableName());
            case QueryRequest query ->
                plainly(
                        query.indexName() == null
                                ? query.tableName()
                                : query.tableName() + "/index/" + query.indexName());
            case PublishRequest publish -> plainly(published(publish));
            case SendEmailRequest mail -> Map.of("identity/*", Set.of(""), "configuration-set/*", Set.of(""));
            case CreateLogStreamRequest stream -> plainly(stream.logGroupName());
            case PutLogEventsRequest put -> plainly(put.logGroupName());
            case FilterLogEventsRequest filter -> plainly(filter.logGroupName());
            case PutObjectRequest put -> plainly(objects(put.bucket(), put.key()));
            // To whom a bucket's list is not open S3 says of what is gone that it is forbidden.
            case GetObjectRequest get ->
                Map.of(objects(get.bucket(), get.key()), Set.of(""), get.bucket(), Set.of("/Missing"));
            case DeleteObjectRequest delete -> plainly(objects(delete.bucket(), delete.key()));
            case BatchWriteItemRequest batch ->
                plainly(batch.requestItems().keySet().iterator().next());
            case SendMessageRequest send -> plainly(last(send.queueUrl(), "/"));
            case ReceiveMessageRequest receive -> plainly(last(receive.queueUrl(), "/"));
            case DeleteMessageRequest delete -> plainly(last(delete.queueUrl(), "/"));
            case GetQueueAttributesRequest get -> plainly(last(get.queueUrl(), "/"));
            case InvokeRequest invoke -> plainly(invoke.functionName());
            default -> throw new IllegalStateException("Nobody said what a " + request.getClass() + " is about");
        };
    }

    /** All of a kind, by the first part of their keys. */
    private static String objects(String bucket, String key) {
        return bucket + "/" + key.substring(0, key.indexOf('/')) + "/*";
    }

    private static String published(PublishRequest publish) {
        if (publish.phoneNumber() != null) {
            return "all but a topic";
        }
        return publish.targetArn() == null ? last(publish.topicArn(), ":") : "endpoint/*";
    }

    private static Map<String, Set<String>> transaction(List<TransactWriteItem> items) {
        Map<String, Set<String>> kinds = new HashMap<>();
        for (TransactWriteItem item : items) {
            if (item.put() != null) {
                add(kinds, item.put().tableName(), "/Put");
            } else if (item.update() != null) {
                add(kinds, item.update().tableName(), "/Update");
            } else if (item.delete() != null) {
                add(kinds, item.delete().tableName(), "/Delete");
            } else {
                add(kinds, item.conditionCheck().tableName(), "/ConditionCheck");
            }
        }
        return kinds;
    }

    private static void add(Map<String, Set<String>> kinds, String table, String kind) {
        kinds.computeIfAbsent(table, of -> new HashSet<>()).add(kind);
    }

    private static Map<String, Set<String>> plainly(String resource) {
        return Map.of(resource, Set.of(""));
    }

    private static String last(String text, String separator) {
        return text.substring(text.lastIndexOf(separator) + 1);
    }
}
