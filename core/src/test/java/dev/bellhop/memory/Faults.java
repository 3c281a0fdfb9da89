package dev.bellhop.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Lets calls fail by their number: before they act, or after they acted, so that only the answer is lost. */
public final class Faults {

    /** The process is gone: nothing after this call happens. Not an exception that code could handle. */
    public static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death(String call) {
            super("dead at " + call);
        }
    }

    private final Map<Integer, Supplier<? extends Throwable>> before = new HashMap<>();
    private final Map<Integer, Supplier<? extends Throwable>> after = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private boolean dead;

    public List<String> calls() {
        return calls;
    }

    public void dieAfter(int call) {
        after.put(call, () -> new Death("call " + call));
    }

    public void failBefore(int call) {
        before.put(call, () -> new IllegalStateException("unreachable"));
    }

    public void failAfter(int call) {
        after.put(call, () -> new IllegalStateException("answer lost"));
    }

    /** From now on calls are counted from 1 again and succeed. */
    public void reset() {
        before.clear();
        after.clear();
        calls.clear();
        dead = false;
    }

    <T> T call(String name, Supplier<T> action) {
        if (dead) {
            throw new Death(name);
        }
        calls.add(name);
        int number = calls.size();
        fail(before.get(number));
        T answer = action.get();
        fail(after.get(number));
        return answer;
    }

    private void fail(Supplier<? extends Throwable> fault) {
        if (fault == null) {
            return;
        }
        Throwable throwable = fault.get();
        if (throwable instanceof Death death) {
            dead = true;
            throw death;
        }
        throw (RuntimeException) throwable;
    }
}
