package dev.bellhop.local.doctor;

import java.util.Locale;

/**
 * What is known of a setting.
 *
 * @param what the setting, as an operator calls it
 * @param says how it is and, where it is not as it should be, what to do. Never a secret
 */
record Finding(Verdict verdict, String what, String says) {

    enum Verdict {
        OK,
        /** As it may be, with a limit that somebody may want to know of. */
        NOTE,
        WRONG,
        /** Could not be looked at. */
        UNKNOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String what, String says) {
        return new Finding(Verdict.OK, what, says);
    }

    static Finding note(String what, String says) {
        return new Finding(Verdict.NOTE, what, says);
    }

    static Finding wrong(String what, String says) {
        return new Finding(Verdict.WRONG, what, says);
    }

    static Finding unknown(String what, String says) {
        return new Finding(Verdict.UNKNOWN, what, says);
    }
}
