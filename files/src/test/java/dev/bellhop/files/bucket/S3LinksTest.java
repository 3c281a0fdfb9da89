package dev.bellhop.files.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

final class S3LinksTest {

    /** A section of a message has 3,000 characters, some of them for what is said. */
    private static final int ROOM = 2_800;

    /** As Lambda's roles have them. */
    private static final AwsSessionCredentials CREDENTIALS =
            AwsSessionCredentials.create("ASIAEXAMPLE", "secret", "t".repeat(1_500));

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D\uDE00", "\u6587", "\u0416", "a", " "})
    void a_link_fits_into_a_message_whatever_the_file_is_called(String character) {
        String link = link(character.repeat(250) + ".pdf").toString();

        assertThat(link).hasSizeLessThan(ROOM);
        assertThat(twiceDecoded(link)).contains(".pdf\"", character + ".pdf");
    }

    @Test
    void a_name_that_is_not_long_stays_whole() {
        assertThat(twiceDecoded(link("R\u00e9sum\u00e9 2026.pdf").toString()))
                .contains("filename*=UTF-8''R\u00e9sum\u00e9 2026.pdf");
    }

    private static URI link(String name) {
        try (S3Presigner presigner = S3Presigner.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(CREDENTIALS))
                .build()) {
            return new S3Links(presigner, "bellhop-files-123456789012-us-east-1-0a1b2c3d4e5f")
                    .save("originals/T0123ABCD/F0123ABCD", name, Duration.ofMinutes(15));
        }
    }

    private static String twiceDecoded(String link) {
        String once = URLDecoder.decode(link, StandardCharsets.UTF_8);
        return URLDecoder.decode(once, StandardCharsets.UTF_8);
    }
}
