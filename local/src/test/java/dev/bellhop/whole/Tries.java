package dev.bellhop.whole;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Counts how often a mark's first transaction was tried. */
final class Tries implements ExecutionInterceptor {

    private final Map<String, Integer> ofMark = new ConcurrentHashMap<>();

    /** By the mark's identity. */
    Map<String, Integer> ofMark() {
        return ofMark;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (context.request() instanceof TransactWriteItemsRequest transaction
                && transaction.transactItems().get(0).put() != null) {
            String identity =
                    transaction.transactItems().get(0).put().item().get("pk").s();
            ofMark.merge(identity, 1, Integer::sum);
        }
    }
}
