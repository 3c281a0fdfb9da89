package dev.bellhop.bot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells Slack's requests from others. Slack's SDK compares in a time that depends on the signature, knows one secret, and
 * takes a timestamp of any time to come.
 *
 * @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Verifying requests from Slack</a>
 */
final class RequestSignature {

    static final String SIGNATURE = "x-slack-signature";
    static final String TIMESTAMP = "x-slack-request-timestamp";

    private static final Duration MOST_OFF = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
    private static final Pattern HEX = Pattern.compile("v0=([0-9a-f]{64})");
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;
    private final Clock clock;

    RequestSignature(List<String> secrets, Clock clock) {
        this.keys = secrets.stream().map(RequestSignature::key).toList();
        this.clock = clock;
    }

    /** As Slack signs. */
    static String of(String secret, String timestamp, String body) {
        ByteBuffer bytes = ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8));
        return "v0=" + HexFormat.of().formatHex(hash(key(secret), timestamp, bytes));
    }

    private static SecretKeySpec key(String secret) {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    static boolean isOn(HttpRequest request) {
        return request.hasHeader(SIGNATURE) || request.hasHeader(TIMESTAMP);
    }

    /** What is wrong with the signature; empty where it is Slack's. */
    Optional<String> fault(HttpRequest request) {
        Optional<String> timestamp = request.header(TIMESTAMP).filter(SECONDS.asMatchPredicate());
        Optional<byte[]> signature = request.header(SIGNATURE)
                .map(HEX::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> HexFormat.of().parseHex(matcher.group(1)));
        if (timestamp.isEmpty() || signature.isEmpty()) {
            return Optional.of("there is no signature, or not one of Slack's form");
        }
        long off = clock.instant().getEpochSecond() - Long.parseLong(timestamp.get());
        if (Math.abs(off) > MOST_OFF.toSeconds()) {
            return Optional.of("its timestamp is more than 5 minutes off");
        }
        boolean valid = false;
        for (SecretKeySpec key : keys) {
            valid |= MessageDigest.isEqual(hash(key, timestamp.get(), request.body()), signature.get());
        }
        return valid ? Optional.empty() : Optional.of("it was not made with the signing secret");
    }

    private static byte[] hash(SecretKeySpec key, String timestamp, ByteBuffer body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
            mac.update(body.duplicate());
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
