package dev.bellhop.files.bucket;

import dev.bellhop.files.Links;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Links that S3 takes as asked for by whoever made them.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ShareObjectPreSignedURL.html">Presigned URLs</a>
 */
public final class S3Links implements Links {

    /** What may stand in a header between quotes, whatever reads it. */
    private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9 ._()-]");

    /**
     * Characters of a name in a link, which has to fit into a section of a message beside the token of a function's credentials, of
     * some 1,500. One of Chinese is nine of these, and fifteen in the link, where they are encoded once more.
     */
    private static final int MOST_ENCODED = 240;

    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,10}$");

    private final S3Presigner presigner;
    private final String bucket;

    public S3Links(S3Presigner presigner, String bucket) {
        this.presigner = presigner;
        this.bucket = bucket;
    }

    /**
     * {@inheritDoc} A browser saves it, also where it could show it: it may be a page of a stranger's.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6266">Content-Disposition</a>
     */
    @Override
    public URI save(String key, String name, Duration good) {
        String shorter = shorter(name);
        String plain = NOT_PLAIN.matcher(shorter).replaceAll("_");
        String encoded = encoded(shorter);
        String disposition = "attachment; filename=\"" + (plain.isBlank() ? "file" : plain) + "\""
                + (name.isBlank() ? "" : "; filename*=UTF-8''" + encoded);
        return URI.create(presigner
                .presignGetObject(presign -> presign.signatureDuration(good)
                        .getObjectRequest(
                                request -> request.bucket(bucket).key(key).responseContentDisposition(disposition)))
                .url()
                .toString());
    }

    /** Its beginning and its extension, where it is long. */
    private static String shorter(String name) {
        if (encoded(name).length() <= MOST_ENCODED) {
            return name;
        }
        Matcher found = EXTENSION.matcher(name);
        String extension = found.find() ? found.group() : "";
        int end = 0;
        int left = MOST_ENCODED - extension.length();
        while (left > 0) {
            int next = name.offsetByCodePoints(end, 1);
            left -= encoded(name.substring(end, next)).length();
            end = left >= 0 ? next : end;
        }
        return name.substring(0, end) + extension;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
