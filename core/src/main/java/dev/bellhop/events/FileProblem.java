package dev.bellhop.events;

/** What may be wrong with a file. Whoever shared it is told; no later try would go better. */
public enum FileProblem {
    /** Larger than what is kept. */
    TOO_LARGE,
    /** Kept, but of a kind of which nothing can be told. */
    UNSUPPORTED,
    /** A document that does not open without a password. */
    PASSWORD_PROTECTED,
    /** It ends too early, or can't be read. */
    DAMAGED,
    /** Its content is of another kind than its name or Slack says. */
    NOT_WHAT_IT_SAYS,
    /** A picture of more pixels than are decoded. */
    TOO_MANY_PIXELS,
    /** A document that takes more time or memory than there is for one. */
    TOO_COMPLEX,
    /** Without a single byte. */
    EMPTY,
    /** Not stored in Slack, which only links to it. */
    EXTERNAL,
    /** Slack does not let the bot have it: it lacks the scope {@code files:read}, or is not in that conversation. */
    NO_ACCESS,
    /** Deleted in Slack before it was fetched. */
    GONE,
    /** It came so slowly that not all of it was here in time, and not the next time either. */
    TOO_SLOW
}
