package dev.bellhop.local.doctor;

import java.util.Map;
import java.util.Optional;

/**
 * A stack as CloudFormation knows it.
 *
 * @param status such as {@code UPDATE_COMPLETE}
 * @param physicalIds by logical id
 */
record Stack(String name, String status, Map<String, String> outputs, Map<String, String> physicalIds) {

    Stack {
        outputs = Map.copyOf(outputs);
        physicalIds = Map.copyOf(physicalIds);
    }

    /** A resource's real name, URL or ARN, whichever CloudFormation refers to it by; empty where it is not in the stack. */
    Optional<String> physicalId(String logicalId) {
        return Optional.ofNullable(physicalIds.get(logicalId));
    }
}
