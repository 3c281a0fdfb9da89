package dev.bellhop.notifications;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.people.Address;
import java.util.Optional;

/** Tells people something in the ways that there are. */
public interface Messenger {

    /**
     * Tells it; returns once it was taken.
     *
     * @param address one of {@code to}
     * @return empty where it was told; else why no later try would reach them there, without the address
     * @throws RuntimeException where it may be told later
     */
    Optional<String> tell(Recipient to, Address address, Notification what, Attempt attempt);
}
