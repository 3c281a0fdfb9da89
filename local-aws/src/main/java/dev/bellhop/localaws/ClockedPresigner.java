package dev.bellhop.localaws;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.AbortMultipartUploadPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.CompleteMultipartUploadPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.CreateMultipartUploadPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.DeleteObjectPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.GetObjectPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedAbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedCompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedCreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedDeleteObjectRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedUploadPartRequest;
import software.amazon.awssdk.services.s3.presigner.model.PutObjectPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.UploadPartPresignRequest;

/**
 * The SDK's presigner by another clock than the machine's, which is the only one that it knows: what it made is signed once more by
 * the SDK's own signer, at the clock's time.
 */
final class ClockedPresigner implements S3Presigner {

    private final S3Presigner presigner;
    private final AwsCredentials credentials;
    private final Clock clock;

    ClockedPresigner(S3Presigner presigner, AwsCredentials credentials, Clock clock) {
        this.presigner = presigner;
        this.credentials = credentials;
        this.clock = clock;
    }

    @Override
    public PresignedGetObjectRequest presignGetObject(GetObjectPresignRequest request) {
        PresignedGetObjectRequest made = presigner.presignGetObject(request);
        return PresignedGetObjectRequest.builder()
                .expiration(clock.instant().plus(request.signatureDuration()))
                .isBrowserExecutable(made.isBrowserExecutable())
                .signedHeaders(made.signedHeaders())
                .httpRequest(signed(made.httpRequest(), request.signatureDuration()))
                .build();
    }

    @Override
    public PresignedPutObjectRequest presignPutObject(PutObjectPresignRequest request) {
        throw onlyReading();
    }

    @Override
    public PresignedDeleteObjectRequest presignDeleteObject(DeleteObjectPresignRequest request) {
        throw onlyReading();
    }

    @Override
    public PresignedCreateMultipartUploadRequest presignCreateMultipartUpload(
            CreateMultipartUploadPresignRequest request) {
        throw onlyReading();
    }

    @Override
    public PresignedUploadPartRequest presignUploadPart(UploadPartPresignRequest request) {
        throw onlyReading();
    }

    @Override
    public PresignedCompleteMultipartUploadRequest presignCompleteMultipartUpload(
            CompleteMultipartUploadPresignRequest request) {
        throw onlyReading();
    }

    @Override
    public PresignedAbortMultipartUploadRequest presignAbortMultipartUpload(
            AbortMultipartUploadPresignRequest request) {
        throw onlyReading();
    }

    private static UnsupportedOperationException onlyReading() {
        return new UnsupportedOperationException("Links are only for reading here");
    }

    private SdkHttpRequest signed(SdkHttpRequest made, Duration lasts) {
        SdkHttpRequest.Builder unsigned = made.toBuilder();
        made.rawQueryParameters().keySet().stream()
                .filter(name -> name.startsWith("X-Amz-"))
                .forEach(unsigned::removeQueryParameter);
        return AwsV4HttpSigner.create()
                .sign(request -> request.identity(credentials)
                        .request(unsigned.build())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, Intrinsics.REGION)
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, lasts)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(clock.instant(), ZoneOffset.UTC)))
                .request();
    }

    @Override
    public void close() {
        presigner.close();
    }
}
