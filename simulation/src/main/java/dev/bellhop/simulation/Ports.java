package dev.bellhop.simulation;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Ledger;
import dev.bellhop.delivery.Mark;
import dev.bellhop.people.Confirmation;
import dev.bellhop.reservations.Booking;
import dev.bellhop.reservations.Change;
import dev.bellhop.words.Chunk;
import dev.bellhop.words.Shards;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
        if (method.getName().equals("settle")) {
            Mark mark = (Mark) given[0];
            return Call.ofDynamo(name, touches(given), Optional::empty, () -> {
                Object settled = act.get();
                if (settled.equals(true)) {
                    witness.noted(from, mark);
                }
                return settled;
            });
        }
        if (method.getReturnType() == Commit.class && port != Ledger.class) {
            return Call.transaction(name, touches(given), act);
        }
        if (LAGGING.contains(method.getName())) {
            Optional<Object> last = Optional.ofNullable(lastAnswers.get(name));
            return Call.ofDynamo(name, Set.of(), () -> last, () -> {
                Object answer = act.get();
                lastAnswers.put(name, answer);
                return answer;
            });
        }
        boolean writes = port == Ledger.class || method.getName().equals("replace");
        return Call.ofDynamo(name, writes ? touches(given) : Set.of(), Optional::empty, act);
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

    /** The items that a write touches, as far as others may touch them too. */
    private Set<String> touches(Object[] given) {
        Set<String> items = new HashSet<>();
        @Nullable Identity identity = null;
        for (Object argument : given) {
            switch (argument) {
                case Mark mark -> {
                    identity = mark.identity();
                    items.add("mark " + identity);
                }
                case Identity of -> items.add("mark " + of);
                case Chunk chunk -> addWords(chunk, identity, items);
                case Change change -> addCalendar(change, items);
                case Booking booking -> items.add("booking " + booking.team() + " " + booking.id());
                case List<?> codes -> codes.forEach(code -> items.add(key(code)));
                case Confirmation code -> items.add(key(code));
                default -> {}
            }
        }
        return items;
    }

    private void addWords(Chunk chunk, @Nullable Identity identity, Set<String> items) {
        if (identity == null) {
            throw new IllegalArgumentException("Words are added under a mark.");
        }
        for (var increment : chunk.increments()) {
            items.add("word " + chunk.team() + " " + increment.word() + " " + shards.pick(increment.word(), identity));
        }
    }

    private static void addCalendar(Change change, Set<String> items) {
        Booking booking = change.booking();
        items.add("booking " + booking.team() + " " + booking.id());
        change.days().forEach(day -> items.add("day " + booking.team() + " " + booking.resource() + " " + day.date()));
    }

    private static String key(Object code) {
        return code instanceof Confirmation confirmation
                ? "code " + confirmation.team() + " " + confirmation.user() + " "
                        + confirmation.address().channel()
                : "item " + code;
    }
}
