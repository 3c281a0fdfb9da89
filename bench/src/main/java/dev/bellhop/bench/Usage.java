package dev.bellhop.bench;

/**
 * What is paid for.
 *
 * @param apiRequests to API Gateway
 * @param invocations of functions
 * @param gigabyteSeconds of functions
 * @param dynamoCalls which are not paid for by themselves
 * @param units of DynamoDB
 * @param publishes to the topic
 * @param queueRequests sends, receives and deletes
 * @param logBytes taken in by CloudWatch Logs
 */
record Usage(
        double apiRequests,
        double invocations,
        double gigabyteSeconds,
        double dynamoCalls,
        Units units,
        double publishes,
        double queueRequests,
        double logBytes) {

    double dollars() {
        return apiRequests * Prices.API_REQUEST
                + invocations * Prices.INVOCATION
                + gigabyteSeconds * Prices.GIGABYTE_SECOND
                + units.write() * Prices.WRITE_UNIT
                + units.read() * Prices.READ_UNIT
                + publishes * Prices.PUBLISH
                + queueRequests * Prices.QUEUE_REQUEST
                + logBytes * Prices.LOG_BYTE;
    }

    /** The same, in other time. */
    Usage lasting(double otherGigabyteSeconds) {
        return new Usage(
                apiRequests, invocations, otherGigabyteSeconds, dynamoCalls, units, publishes, queueRequests, logBytes);
    }

    Usage plus(Usage other) {
        return new Usage(
                apiRequests + other.apiRequests,
                invocations + other.invocations,
                gigabyteSeconds + other.gigabyteSeconds,
                dynamoCalls + other.dynamoCalls,
                units.plus(other.units),
                publishes + other.publishes,
                queueRequests + other.queueRequests,
                logBytes + other.logBytes);
    }

    Usage times(double times) {
        return new Usage(
                apiRequests * times,
                invocations * times,
                gigabyteSeconds * times,
                dynamoCalls * times,
                units.times(times),
                publishes * times,
                queueRequests * times,
                logBytes * times);
    }
}
