package dev.bellhop.simulation;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Ledger;
import dev.bellhop.delivery.Mark;
import dev.bellhop.words.Shards;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A process' clients of the database: each call of a port goes through the network, and may fail there. */
final class Ports {

    /** Reads of indexes, which follow what is written. */
    private static final Set<String> LAGGING = Set.of("owed", "endingIn", "ofUser", "overlapping");

    private final Shards shards;
    private final Witness witness;
    private final Map<String, Object> lastAnswers = new HashMap<>();

    Ports(Shards shards, Witness witness) {
        this.shards = shards;
        this.witness = witness;
    }

    /** {@code store} as {@code from} reaches it. */
    <P> P reached(Class<P> port, P store, Sandbox from) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    Object[] given = arguments == null ? new Object[0] : arguments;
                    try {
                        return from.call(call(port, method, given, () -> invoke(store, method, given), from));
                    } catch (Call.Failed e) {
                        if (given.length == 1 && given[0] instanceof Mark mark) {
                            witness.notNoted(from, mark.identity());
                        }
                        throw e;
                    }
                }));
    }

    private Call<Object> call(Class<?> port, Method method, Object[] given, Supplier<Object> act, Sandbox from) {
        String name = port.getSimpleName() + "." + method.getName();
        Set<String> items = Items.of(name, given, shards);
        if (method.getName().equals("settle")) {
            Mark mark = (Mark) given[0];
            return Call.ofDynamo(name, items, Optional::empty, () -> {
                Object settled = act.get();
                if (settled.equals(true)) {
                    witness.noted(from, mark);
                }
                return settled;
            });
        }
        if (method.getReturnType() == Commit.class && port != Ledger.class) {
            return Call.transaction(name, items, act);
        }
        if (LAGGING.contains(method.getName())) {
            Optional<Object> last = Optional.ofNullable(lastAnswers.get(name));
            return Call.ofDynamo(name, Set.of(), () -> last, () -> {
                Object answer = act.get();
                lastAnswers.put(name, answer);
                return answer;
            });
        }
        return Call.ofDynamo(name, items, Optional::empty, act);
    }

    private static Object invoke(Object store, Method method, Object[] given) {
        try {
            Object answer = method.invoke(store, given);
            return answer == null ? "nothing" : answer;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
