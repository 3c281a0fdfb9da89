package dev.bellhop.local.doctor;

import java.util.Map;
import java.util.Optional;

/**
 * The stack, and what its bot is configured with.
 *
 * @param environment the bot's variables, secrets among them, which is why this has no {@code toString} that shows them
 */
record Deployed(Stack stack, Map<String, String> environment) {

    Deployed {
        environment = Map.copyOf(environment);
    }

    /** A variable's value; empty where it is unset or blank. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    @Override
    public String toString() {
        return stack.name();
    }
}
