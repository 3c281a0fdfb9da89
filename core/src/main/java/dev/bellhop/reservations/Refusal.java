package dev.bellhop.reservations;

/**
 * Why something can't be done as it was asked, in a person's words. What people typed is in it as they typed it, so it has
 * to be escaped for where it is shown.
 *
 * @param field where in a form the problem is
 * @param understood what was understood until there; empty where nothing was
 * @param problem one or two whole sentences
 * @param example a whole command that would work
 */
public record Refusal(Field field, String understood, String problem, String example) implements Reading {

    /** What one says about a booking. */
    public enum Field {
        /** The command as a whole. */
        COMMAND,
        RESOURCE,
        WHEN,
        LENGTH,
        ZONE,
        LOCATION,
        REASON,
        ADDRESS
    }

    Refusal after(String words) {
        return new Refusal(field, words, problem, example);
    }

    /** All of it, for a person. */
    public String sentence() {
        String start = understood.isEmpty() ? "" : "I understood “" + understood + "”. ";
        return start + problem + " For example: " + example;
    }
}
