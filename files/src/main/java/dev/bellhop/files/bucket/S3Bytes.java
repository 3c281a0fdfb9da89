package dev.bellhop.files.bucket;

import dev.bellhop.files.FileBytes;
import java.nio.file.Path;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Bytes as objects of a bucket, to and from files: none is ever whole in memory. */
public final class S3Bytes implements FileBytes {

    private static final int PRECONDITION_FAILED = 412;

    /** What is shown by nobody, and only ever saved. */
    private static final String ANYTHING = "application/octet-stream";

    private final S3Client s3;
    private final String bucket;

    public S3Bytes(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public void putNew(String key, Path from) {
        try {
            s3.putObject(
                    request -> request.bucket(bucket)
                            .key(key)
                            .contentType(ANYTHING)
                            .ifNoneMatch("*"),
                    from);
        } catch (S3Exception e) {
            if (e.statusCode() != PRECONDITION_FAILED) {
                throw e;
            }
        }
    }

    @Override
    public void put(String key, Path from, String type) {
        s3.putObject(request -> request.bucket(bucket).key(key).contentType(type), from);
    }

    @Override
    public boolean get(String key, Path to) {
        try {
            s3.getObject(request -> request.bucket(bucket).key(key), to);
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    @Override
    public void delete(String key) {
        s3.deleteObject(request -> request.bucket(bucket).key(key));
    }
}
