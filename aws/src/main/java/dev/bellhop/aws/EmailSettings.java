package dev.bellhop.aws;

import java.util.Optional;
import java.util.regex.Pattern;

/** Settings of e-mail, read alike by whoever offers it and whoever sends it. */
public final class EmailSettings {

    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private EmailSettings() {}

    /** Whom e-mail is from; empty: nobody is told by e-mail. */
    public static Optional<String> from(Environment environment) {
        return environment.parsed(
                "EMAIL_FROM", "", "an e-mail address that SES may send from, name@example.org", EmailSettings::address);
    }

    private static Optional<String> address(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!ADDRESS.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return Optional.of(text);
    }
}
