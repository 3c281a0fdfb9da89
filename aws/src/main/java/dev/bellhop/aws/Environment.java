package dev.bellhop.aws;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The environment variables of one deployable, read once at its start. Blank means unset. Whatever is missing or malformed
 * stops the start with one line that names the variable, what was found and what it should look like; the value of a
 * secret is never in it.
 */
public final class Environment {

    private final Map<String, String> variables;

    public Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /** The environment of this process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    public Optional<String> optional(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** @param looksLike what the value should look like, as a noun phrase */
    public String required(String name, String looksLike) {
        return optional(name)
                .orElseThrow(() -> new ConfigurationException(name + " is not set; it should be " + looksLike + "."));
    }

    /** A secret, which is required, has to start with {@code prefix} and consists of visible ASCII, as it goes into a header. */
    public String secret(String name, String prefix, String looksLike) {
        String value = required(name, looksLike);
        if (!value.startsWith(prefix) || !value.matches("[\\x21-\\x7e]+")) {
            throw new ConfigurationException(name + " is set to something else; it should be " + looksLike + ".");
        }
        return value;
    }

    /** One or more secrets, comma-separated, as during a rotation; {@code most} at most. */
    public List<String> secrets(String name, int most, String looksLike) {
        List<String> secrets = Arrays.stream(required(name, looksLike).split(",", -1))
                .map(String::strip)
                .toList();
        if (secrets.size() > most || secrets.contains("")) {
            throw new ConfigurationException(name + " has " + secrets.size()
                    + " parts, some of them blank or too many; it should be " + looksLike + ".");
        }
        return secrets;
    }

    /** A whole number from {@code least} to {@code most}. */
    public int number(String name, int byDefault, int least, int most) {
        String looksLike = "a whole number from " + least + " to " + most;
        return parsed(name, Integer.toString(byDefault), looksLike, text -> {
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException(text);
            }
            return number;
        });
    }

    /**
     * A value with a form of its own.
     *
     * @param parse throws {@link IllegalArgumentException} where the value is malformed
     */
    public <T> T parsed(String name, String byDefault, String looksLike, Function<String, T> parse) {
        String value = optional(name).orElse(byDefault);
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(name + " is \"" + value + "\"; it should be " + looksLike + ".", e);
        }
    }

    /** The configuration is wrong; the message says which variable, what was found, and what it should look like. */
    public static final class ConfigurationException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ConfigurationException(String message) {
            super(message);
        }

        ConfigurationException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
