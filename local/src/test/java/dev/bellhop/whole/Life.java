package dev.bellhop.whole;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * One process' life, as counted by the calls that it makes to AWS and to Slack. It can end before a call or after one; from
 * then on nothing that the process does reaches anybody.
 */
final class Life implements ExecutionInterceptor {

    /** The process is gone. No code handles that. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final List<String> calls = new ArrayList<>();
    private int dieBefore = Integer.MAX_VALUE;
    private int dieAfter = Integer.MAX_VALUE;
    private boolean dead;

    static Life endless() {
        return new Life();
    }

    /** @param call counted from 1 */
    static Life endingBefore(int call) {
        Life life = new Life();
        life.dieBefore = call;
        return life;
    }

    /** The call acts, and its answer reaches nobody. */
    static Life endingAfter(int call) {
        Life life = new Life();
        life.dieAfter = call;
        return life;
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    synchronized boolean isOver() {
        return dead;
    }

    /** @return false where the process is dead, and the call is not made */
    synchronized boolean begin(String call) {
        if (!dead) {
            calls.add(call);
            dead = calls.size() >= dieBefore;
        }
        return !dead;
    }

    /** @return false where the process is dead, and the answer reaches nobody */
    synchronized boolean end() {
        dead |= calls.size() >= dieAfter;
        return !dead;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (!begin(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME))) {
            throw new Death();
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        if (!end()) {
            throw new Death();
        }
    }
}
