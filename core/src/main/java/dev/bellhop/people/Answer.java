package dev.bellhop.people;

import dev.bellhop.delivery.AddressChange;
import dev.bellhop.delivery.Channel;
import java.time.Instant;

/** What became of a request about how somebody is told. */
public sealed interface Answer {

    /** It was done, now or at an earlier delivery of the same request; never {@link AddressChange#CODE_WRONG}. */
    record Done(Channel channel, AddressChange change) implements Answer {}

    /** @param left how many more tries there are; with none the code is good for nothing any more */
    record Wrong(int left) implements Answer {}

    /** No code was sent, or it was too long ago, or there were too many wrong ones. */
    record NothingWaiting() implements Answer {}

    /** So many codes were sent that there is none before {@code again}. */
    record TooMany(Channel channel, Instant again) implements Answer {}

    /** Nobody can be told in this way here. */
    record Unavailable(Channel channel) implements Answer {}

    /** Too much at once, until the time was over; nothing was done, and it may be tried again. */
    record Busy() implements Answer {}

    /** Another delivery of the same request is at work, and will answer. */
    record Underway() implements Answer {}
}
