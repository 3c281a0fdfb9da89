package dev.bellhop.localaws;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a request to S3 was signed with the one secret there is, by its header or, as a presigned link is, by its query. It is
 * worked out anew from what arrived, so that nothing can be altered that was signed.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html">Authenticating requests
 *     (AWS Signature Version 4)</a>
 */
final class S3Signature {

    static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);
    private static final Pattern HEADER =
            Pattern.compile(ALGORITHM + " +Credential=([^, ]+), *SignedHeaders=([^, ]+), *Signature=([0-9a-f]{64})");

    /** How far a link's clock may be ahead. */
    private static final Duration SKEW = Duration.ofMinutes(15);

    /** The longest that a link is good for. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private final String accessKey;
    private final String secret;
    private final String region;
    private final Clock clock;

    /** @param clock by which links expire; the time of other requests, which nobody keeps, is not looked at */
    S3Signature(String accessKey, String secret, String region, Clock clock) {
        this.accessKey = accessKey;
        this.secret = secret;
        this.region = region;
        this.clock = clock;
    }

    /** @param credential the access key and the scope */
    private record Signed(String credential, String time, List<String> headers, String signature, String payload) {}

    /** Returns if it is signed right, and still good. */
    void check(S3Request request) throws S3RefusedException {
        boolean isLink = request.parameters().containsKey("X-Amz-Algorithm");
        Signed signed = isLink ? ofLink(request) : ofHeader(request);
        List<String> scope = List.of(signed.credential().split("/", -1));
        if (scope.size() != 5 || !scope.subList(2, 5).equals(List.of(region, "s3", "aws4_request"))) {
            throw malformed("The credential is to be of " + region + " and s3");
        }
        if (!scope.getFirst().equals(accessKey)) {
            throw new S3RefusedException(
                    403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
        }
        if (!signed.time().startsWith(scope.get(1)) || !signed.headers().contains("host")) {
            throw malformed("The signature is to be of its day, and of the header host");
        }
        if (!MessageDigest.isEqual(bytes(signature(request, signed)), bytes(signed.signature()))) {
            throw new S3RefusedException(
                    403,
                    "SignatureDoesNotMatch",
                    "The request signature we calculated does not match the signature you provided.");
        }
        if (isLink) {
            checkTime(request, signed);
        }
    }

    private void checkTime(S3Request request, Signed signed) throws S3RefusedException {
        Instant signedAt;
        Duration lasts;
        try {
            signedAt = Instant.from(TIME.parse(signed.time()));
            lasts = Duration.ofSeconds(
                    Integer.parseInt(request.parameter("X-Amz-Expires").orElse("")));
        } catch (DateTimeException | NumberFormatException e) {
            throw malformed("X-Amz-Date or X-Amz-Expires is not right");
        }
        if (!lasts.isPositive() || lasts.compareTo(LONGEST) > 0) {
            throw malformed("X-Amz-Expires must be less than a week");
        }
        if (signedAt.minus(SKEW).isAfter(clock.instant())) {
            throw new S3RefusedException(403, "AccessDenied", "Request is not valid yet");
        }
        if (!clock.instant().isBefore(signedAt.plus(lasts))) {
            throw new S3RefusedException(403, "AccessDenied", "Request has expired");
        }
    }

    private static Signed ofLink(S3Request request) throws S3RefusedException {
        Map<String, String> all = request.parameters();
        for (String name : List.of("X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders")) {
            if (!all.containsKey(name)) {
                throw malformed(
                        "A link has X-Amz-Algorithm, -Credential, -Signature, -Date, -SignedHeaders and -Expires");
            }
        }
        if (!ALGORITHM.equals(all.get("X-Amz-Algorithm"))) {
            throw malformed("X-Amz-Algorithm only supports " + ALGORITHM);
        }
        return new Signed(
                all.getOrDefault("X-Amz-Credential", ""),
                all.getOrDefault("X-Amz-Date", ""),
                headers(all.getOrDefault("X-Amz-SignedHeaders", "")),
                all.getOrDefault("X-Amz-Signature", ""),
                UNSIGNED);
    }

    private static Signed ofHeader(S3Request request) throws S3RefusedException {
        String header = request.header("authorization")
                .orElseThrow(() -> new S3RefusedException(403, "AccessDenied", "Access Denied"));
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            throw malformed("The authorization header is malformed");
        }
        return new Signed(
                matcher.group(1),
                request.header("x-amz-date").orElse(""),
                headers(matcher.group(2)),
                matcher.group(3),
                request.header("x-amz-content-sha256").orElseThrow(() -> malformed("x-amz-content-sha256 is missing")));
    }

    private static List<String> headers(String names) {
        return List.of(names.split(";", -1));
    }

    private static S3RefusedException malformed(String message) {
        return new S3RefusedException(400, "AuthorizationQueryParametersError", message);
    }

    private String signature(S3Request request, Signed signed) {
        String scope = signed.credential().substring(signed.credential().indexOf('/') + 1);
        String toSign = String.join(
                "\n", ALGORITHM, signed.time(), scope, HexFormat.of().formatHex(sha256(canonical(request, signed))));
        byte[] key = bytes("AWS4" + secret);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    private static String canonical(S3Request request, Signed signed) {
        Map<String, String> query = new TreeMap<>();
        request.parameters().forEach((name, value) -> {
            if (!name.equals("X-Amz-Signature")) {
                query.put(encoded(name), encoded(value));
            }
        });
        String path = Arrays.stream(request.path().split("/", -1))
                .map(S3Signature::encoded)
                .collect(Collectors.joining("/"));
        return String.join(
                "\n",
                request.method(),
                path,
                query.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining("&")),
                signed.headers().stream()
                        .map(name -> name + ":" + value(request, name) + "\n")
                        .collect(Collectors.joining()),
                String.join(";", signed.headers()),
                signed.payload());
    }

    private static String value(S3Request request, String header) {
        return Objects.requireNonNullElse(request.headers().get(header), List.<String>of()).stream()
                .map(value -> value.strip().replaceAll(" +", " "))
                .collect(Collectors.joining(","));
    }

    /** Letters, digits and {@code -._~} stay as they are, and nothing else. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has HmacSHA256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
