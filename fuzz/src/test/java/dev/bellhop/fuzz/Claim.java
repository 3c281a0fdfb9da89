package dev.bellhop.fuzz;

/** AssertJ's words are for people, and take longer than what is fuzzed here. */
public final class Claim {

    private Claim() {}

    /** @param about what it is that does not hold */
    public static void that(boolean holds, String claim, Object about) {
        if (!holds) {
            throw new AssertionError("It does not hold that " + claim + ": " + about);
        }
    }
}
