package dev.bellhop.simulation;

/** What can go wrong. */
public enum Fault {
    REQUEST_LOST("call failed before it acted"),
    ANSWER_LOST("call acted, its answer was lost"),
    SLOW("call slow, some past the deadline"),
    THROTTLED("call throttled"),
    CONFLICT("transaction in conflict"),
    STALE("index read that lags"),
    DEATH_BEFORE("process killed before a call"),
    DEATH_AFTER("process killed with a call under way"),
    HUNG("process hung until its timeout ended it"),
    SKEW("process with a clock that is off"),
    COLD("slow start of a process"),
    DUPLICATE("SNS, Lambda or SQS delivery duplicated"),
    DELAY("SNS, Lambda or SQS delivery delayed"),
    UNDELIVERABLE("SNS delivery that failed for good"),
    SLACK_TWIN("Slack message under another event id"),
    SLACK_LOST("Slack request that did not arrive"),
    SLACK_DEAF("Slack did not get the answer"),
    SWEEP_MISSED("sweeper run that did not start"),
    SWEEP_TWICE("sweeper run started twice");

    private final String label;

    Fault(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
