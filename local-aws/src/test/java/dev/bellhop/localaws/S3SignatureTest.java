package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * By the examples that AWS publishes, so that it is not our own client alone that says what is right.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">Examples by header</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html">Example by query</a>
 */
final class S3SignatureTest {

    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String LINK = "X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
            + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
            + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";

    private final MovableClock clock = MovableClock.standing(Instant.parse("2013-05-24T00:00:00Z"));
    private final S3Signature signature =
            new S3Signature("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1", clock);

    @Test
    void the_published_get_is_signed_right() {
        S3Request get = signed(
                "GET",
                "/test.txt",
                "",
                Map.of("range", "bytes=0-9", "x-amz-content-sha256", NOTHING, "x-amz-date", "20130524T000000Z"),
                "host;range;x-amz-content-sha256;x-amz-date",
                "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");

        assertThatCode(() -> signature.check(get)).doesNotThrowAnyException();
    }

    @Test
    void the_published_put_of_a_key_that_is_escaped_is_signed_right() {
        S3Request put = signed(
                "PUT",
                "/test%24file.text",
                "",
                Map.of(
                        "date", "Fri, 24 May 2013 00:00:00 GMT",
                        "x-amz-content-sha256", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
                        "x-amz-date", "20130524T000000Z",
                        "x-amz-storage-class", "REDUCED_REDUNDANCY"),
                "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
                "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");

        assertThatCode(() -> signature.check(put)).doesNotThrowAnyException();
    }

    @Test
    void the_published_list_is_signed_right_whatever_the_order_of_its_query() {
        S3Request list = signed(
                "GET",
                "/",
                "prefix=J&max-keys=2",
                Map.of("x-amz-content-sha256", NOTHING, "x-amz-date", "20130524T000000Z"),
                "host;x-amz-content-sha256;x-amz-date",
                "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");

        assertThatCode(() -> signature.check(list)).doesNotThrowAnyException();
    }

    @Test
    void the_published_link_is_good_for_its_day_and_no_longer() {
        S3Request link = link("GET", "/test.txt", LINK);

        clock.move(Duration.ofSeconds(86_399));
        assertThatCode(() -> signature.check(link)).doesNotThrowAnyException();
        clock.move(Duration.ofSeconds(1));
        assertThatThrownBy(() -> signature.check(link)).hasMessage("Request has expired");
    }

    @Test
    void a_link_of_tomorrow_is_not_good_yet() {
        clock.move(Duration.ofMinutes(-16));

        assertThatThrownBy(() -> signature.check(link("GET", "/test.txt", LINK)))
                .hasMessage("Request is not valid yet");
    }

    @Test
    void whatever_is_altered_of_a_link_it_is_no_longer_signed() {
        for (S3Request altered : List.of(
                link("PUT", "/test.txt", LINK),
                link("GET", "/other.txt", LINK),
                link("GET", "/test.txt", LINK.replace("Expires=86400", "Expires=86401")),
                link("GET", "/test.txt", LINK.replace("20130524T000000Z", "20130524T000001Z")),
                link("GET", "/test.txt", LINK.replace("=aeeed", "=beeed")),
                link("GET", "/test.txt", LINK + "&response-content-type=text%2Fhtml"))) {
            assertThatThrownBy(() -> signature.check(altered))
                    .as(altered.toString())
                    .hasMessageStartingWith("The request signature we calculated does not match");
        }
    }

    @Test
    void who_signs_nothing_gets_nothing() {
        assertThatThrownBy(() -> signature.check(link("GET", "/test.txt", ""))).hasMessage("Access Denied");
        assertThatThrownBy(() -> signature.check(link("GET", "/test.txt", "X-Amz-Algorithm=AWS4-HMAC-SHA256")))
                .hasMessageStartingWith("A link has ");
        assertThatThrownBy(() -> signature.check(
                        link("GET", "/test.txt", LINK.replace("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7OTHER"))))
                .hasMessageStartingWith("The AWS Access Key Id you provided does not exist");
    }

    private static S3Request link(String method, String path, String query) {
        return S3Request.of(method, path, query, Map.of("host", List.of("examplebucket.s3.amazonaws.com")));
    }

    private static S3Request signed(
            String method, String path, String query, Map<String, String> headers, String names, String signature) {
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        all.put("host", List.of("examplebucket.s3.amazonaws.com"));
        all.put(
                "authorization",
                List.of(
                        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders="
                                + names + ",Signature=" + signature));
        return S3Request.of(method, path, query, all);
    }
}
