package dev.bellhop.delivery;

/** Where answers are given. */
public interface Replies {

    /**
     * Makes an answer ready. What it tells is read now, before events are published whose subscribers could change it: the
     * first who says a word is told 1, however quick the subscribers are.
     *
     * @throws RuntimeException where it may be given later
     */
    Ready ready(OwedReply reply);

    /** An answer that has only to be given. */
    @FunctionalInterface
    interface Ready {

        /**
         * Gives the answer; returns once it was taken. Where Slack says that this answer can never be given there,
         * whoever waits for it is told in another way if there is one, and that is the answer.
         *
         * @return the way by which it was given
         * @throws RuntimeException where it may be given later
         */
        Way say(Attempt attempt);
    }
}
