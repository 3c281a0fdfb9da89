package dev.bellhop.bench;

import dev.bellhop.localaws.DynamoAnswer;
import dev.bellhop.localaws.DynamoCall;
import dev.bellhop.localaws.DynamoLayer;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** What is found out about a way at once: looking at items takes time, so either what it uses of DynamoDB or how long it takes. */
sealed interface Metering {

    /** What stands before DynamoDB. */
    DynamoLayer layer();

    /** How often the usual time services take. */
    double times();

    /** What was used of DynamoDB so far. */
    CapacityMeter.Reading reading();

    /** Counts calls and units. */
    record OfUnits(CapacityMeter meter) implements Metering {
        OfUnits(Template template) {
            this(new CapacityMeter(template));
        }

        @Override
        public DynamoLayer layer() {
            return meter;
        }

        @Override
        public double times() {
            return 0;
        }

        @Override
        public CapacityMeter.Reading reading() {
            return meter.reading();
        }
    }

    /** Lets services take their usual time. */
    record OfTime() implements Metering, DynamoLayer {
        @Override
        public DynamoLayer layer() {
            return this;
        }

        @Override
        public double times() {
            return 1;
        }

        @Override
        public CapacityMeter.Reading reading() {
            return new CapacityMeter.Reading(0, Units.NONE);
        }

        @Override
        public DynamoAnswer answer(DynamoCall call, Next next) throws IOException, InterruptedException {
            LockSupport.parkNanos(
                    Service.ofTarget("." + call.operation()).time(times()).toNanos());
            return next.answer(call);
        }
    }
}
