package dev.bellhop.localaws;

import java.io.IOException;
import java.util.Optional;

/**
 * Breaks calls to DynamoDB as its {@link #faults()} say. The SDK repeats a call that failed, and so does the JDK's HTTP client when
 * its connection breaks: what is to last has to happen often.
 */
public final class FaultLayer implements DynamoLayer {

    private final Faults<DynamoCall> faults = new Faults<>();

    public Faults<DynamoCall> faults() {
        return faults;
    }

    @Override
    public DynamoAnswer answer(DynamoCall call, Next next) throws IOException, InterruptedException {
        Optional<Fault> fault = faults.of(call);
        if (fault.isEmpty()) {
            return next.answer(call);
        }
        if (fault.get().isAfterwards()) {
            next.answer(call);
        }
        return switch (fault.get()) {
            case FAIL_BEFORE, FAIL_AFTER -> DynamoAnswer.error(500, "InternalServerError", "Internal server error");
            case LOSE_REQUEST, LOSE_ANSWER -> new DynamoAnswer.Lost();
            case THROTTLE -> DynamoAnswer.error(400, "ThrottlingException", "Rate exceeded");
            case REFUSE -> DynamoAnswer.error(400, "ValidationException", "Refused");
        };
    }
}
