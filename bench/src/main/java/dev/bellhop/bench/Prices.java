package dev.bellhop.bench;

/**
 * What AWS asks for, in dollars, in us-east-1, without free tiers and discounts, by its pricing pages: <a
 * href="https://aws.amazon.com/dynamodb/pricing/on-demand/">DynamoDB</a> (halved in November 2024), <a
 * href="https://aws.amazon.com/lambda/pricing/">Lambda</a>, <a href="https://aws.amazon.com/sns/pricing/">SNS</a>, <a
 * href="https://aws.amazon.com/sqs/pricing/">SQS</a>, <a href="https://aws.amazon.com/api-gateway/pricing/">API Gateway</a>, <a
 * href="https://aws.amazon.com/cloudwatch/pricing/">CloudWatch</a>.
 */
final class Prices {

    /** When they were read. */
    static final String DATE = "July 2025";

    /** Of a standard table on demand. */
    static final double WRITE_UNIT = 0.625e-6;

    static final double READ_UNIT = 0.125e-6;

    /** On x86, of the first tier. */
    static final double GIGABYTE_SECOND = 0.0000166667;

    static final double INVOCATION = 0.20e-6;

    /** Of a standard topic, up to 64 KB. What it delivers to functions and queues is free. */
    static final double PUBLISH = 0.50e-6;

    /** Of a standard queue. */
    static final double QUEUE_REQUEST = 0.40e-6;

    /** Of an HTTP API, up to 512 KB. */
    static final double API_REQUEST = 1.00e-6;

    /** Of logs, taken in: the standard class. */
    static final double LOG_BYTE = 0.50 / 1e9;

    private Prices() {}
}
