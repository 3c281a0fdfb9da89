package dev.bellhop.delivery;

/** Where answers are given. */
public interface Replies {

    /**
     * Gives an answer; returns once it was taken. Where Slack says that this answer can never be given there, whoever
     * waits for it is told in another way if there is one, and that is the answer.
     *
     * @return the way by which it was given
     * @throws RuntimeException where it may be given later
     */
    Way say(OwedReply reply, Attempt attempt);
}
