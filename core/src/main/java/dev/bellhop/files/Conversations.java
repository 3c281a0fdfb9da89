package dev.bellhop.files;

import dev.bellhop.delivery.Attempt;
import java.util.Set;

/** Where somebody is in Slack. */
@FunctionalInterface
public interface Conversations {

    /**
     * The channels and group conversations that {@code user} and the bot are both in at this moment. Direct conversations are
     * none of them: only who shared something in one sees it.
     *
     * @throws RuntimeException where Slack doesn't say; then nothing may be shown
     */
    Set<String> of(String user, Attempt attempt);
}
