package dev.bellhop.subscribers;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.core.exception.SdkClientException;

/** A layer in front of a client of the SDK in which calls can be lost before they are made. */
public final class Faults {

    private final ConcurrentMap<String, Integer> counted = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Integer> failing = new ConcurrentHashMap<>();

    /** The {@code n}th call of {@code operation} from now on, counted from 1, fails. */
    public void failing(String operation, int n) {
        counted.put(operation, 0);
        failing.put(operation, n);
    }

    public <C> C before(Class<C> type, C client) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    int n = counted.merge(method.getName(), 1, Integer::sum);
                    if (failing.getOrDefault(method.getName(), 0) == n) {
                        throw SdkClientException.create("lost on purpose");
                    }
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
