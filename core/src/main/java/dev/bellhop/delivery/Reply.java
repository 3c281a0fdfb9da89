package dev.bellhop.delivery;

import java.util.List;

/** What is to be said, as far as it is known when the effect is committed. */
public sealed interface Reply {

    /**
     * The counts of a message's words, read once they are committed and before the event is published.
     *
     * @param words the words shown, in order of first appearance
     * @param more how many further distinct words were counted but are not shown
     * @param leftOut how many distinct words were beyond the limit and not counted
     */
    record Counts(List<String> words, int more, int leftOut) implements Reply {
        public Counts {
            words = List.copyOf(words);
        }
    }

    /**
     * What became of a booking, which is read when the reply is sent.
     *
     * @param booking its id
     */
    record Booking(String booking, BookingChange change) implements Reply {}

    /** Whether the asker is told about a resource from now on. */
    record Watching(String resource, boolean watching) implements Reply {}

    /** What became of an address of the asker's; which one is nowhere but in the store of addresses. */
    record Address(Channel channel, AddressChange change) implements Reply {}

    /**
     * Which of a message's files are not kept.
     *
     * @param external how many of them Slack only links to
     * @param tooMany how many are beyond what is kept of one message
     */
    record FilesLeftOut(int external, int tooMany) implements Reply {}

    /** What the bot can do: to someone who asked for help, or to a channel that it just joined. */
    record Help() implements Reply {}
}
