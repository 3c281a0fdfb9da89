package dev.bellhop.whole;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * One process' life, as counted by the calls that it makes to AWS and to Slack. It can end before a call or after one; from
 * then on nothing that the process does reaches anybody. Or a call fails, and the process has to live with it.
 */
final class Life implements ExecutionInterceptor {

    /** The process is gone. No code handles that. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final List<String> calls = new ArrayList<>();
    private int dieBefore = Integer.MAX_VALUE;
    private int dieAfter = Integer.MAX_VALUE;
    private int failBefore = Integer.MAX_VALUE;
    private int failAfter = Integer.MAX_VALUE;
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

    /** That call alone does not act. */
    static Life failingBefore(int call) {
        Life life = new Life();
        life.failBefore = call;
        return life;
    }

    /** That call alone acts, and is not answered. */
    static Life failingAfter(int call) {
        Life life = new Life();
        life.failAfter = call;
        return life;
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    synchronized boolean isOver() {
        return dead;
    }

    /** @return false where the call is not made */
    synchronized boolean begin(String call) {
        if (!dead) {
            calls.add(call);
            dead = calls.size() >= dieBefore;
        }
        return !dead && calls.size() != failBefore;
    }

    /** @return false where the answer reaches nobody */
    synchronized boolean end() {
        dead |= calls.size() >= dieAfter;
        return !dead && calls.size() != failAfter;
    }

    private void fail() {
        if (isOver()) {
            throw new Death();
        }
        throw SdkClientException.create("The connection was broken.");
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (!begin(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME))) {
            fail();
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        if (!end()) {
            fail();
        }
    }
}
