package dev.bellhop.localaws;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * S3 on a laptop: the template's buckets over HTTP, on a port of the loopback address, for the SDK's own clients. Whatever is asked
 * has to be signed, and links expire by the clock. Functions are told of new objects as the template says. What is not done here,
 * such as uploads in parts, copies and versions, is refused as not implemented.
 *
 * <p>Nothing listens before somebody wants to know {@linkplain #endpoint where}, or has a client made.
 */
public final class LocalBuckets implements AutoCloseable {

    private static final String ACCESS_KEY = "local";

    private final BucketStore store;
    private final Clock clock;
    private final AwsBasicCredentials credentials;
    private final Faults<Call> faults = new Faults<>();
    private final S3Front handler;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Null until somebody wants it. Guarded by this. */
    private @Nullable HttpServer front;

    /**
     * A request.
     *
     * @param operation as the SDK calls it, such as {@code PutObject}
     * @param key empty where it is of the bucket
     */
    public record Call(String operation, String bucket, String key) {}

    private LocalBuckets(BucketStore store, Clock clock, Supplier<String> ids) {
        this.store = store;
        this.clock = clock;
        // A link shows the access key; the secret nobody sees.
        this.credentials = AwsBasicCredentials.create(ACCESS_KEY, ids.get());
        this.handler = new S3Front(
                store,
                new S3Signature(ACCESS_KEY, credentials.secretAccessKey(), Intrinsics.REGION, clock),
                faults,
                ids);
    }

    /**
     * Empty buckets, whose objects are gone in the end.
     *
     * @param functions that are told of objects
     * @param ids unique
     */
    public static LocalBuckets temporary(
            Template template, LocalFunctions functions, Clock clock, Supplier<String> ids, Watcher watcher) {
        try {
            return of(ObjectFiles.temporary(), template, functions, clock, ids, watcher);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder for objects", e);
        }
    }

    /** Buckets whose objects stay in the folder {@code data}, which is made when missing. */
    public static LocalBuckets in(
            Path data,
            Template template,
            LocalFunctions functions,
            Clock clock,
            Supplier<String> ids,
            Watcher watcher) {
        try {
            return of(ObjectFiles.in(data), template, functions, clock, ids, watcher);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep objects in the folder " + data, e);
        }
    }

    private static LocalBuckets of(
            ObjectFiles files,
            Template template,
            LocalFunctions functions,
            Clock clock,
            Supplier<String> ids,
            Watcher watcher) {
        return new LocalBuckets(new BucketStore(template, functions, files, clock, ids, watcher), clock, ids);
    }

    public Faults<Call> faults() {
        return faults;
    }

    /** Where it listens, which it does from now on. */
    public synchronized URI endpoint() {
        if (front == null) {
            try {
                front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot listen on the loopback address", e);
            }
            front.createContext("/", handler);
            front.setExecutor(threads);
            front.start();
        }
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + front.getAddress().getPort());
    }

    /** For a client of the SDK that reaches these buckets, to be built as its user wants it. */
    public S3ClientBuilder clientBuilder() {
        return S3Client.builder()
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .region(Region.of(Intrinsics.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(credentials));
    }

    /** A client of the SDK with the SDK's own defaults, retries among them. The caller closes it. */
    public S3Client client(ExecutionInterceptor... interceptors) {
        return clientBuilder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(overrides -> List.of(interceptors).forEach(overrides::addExecutionInterceptor))
                .build();
    }

    /** The SDK's own, by the clock here. The caller closes it. */
    public S3Presigner presigner() {
        S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(endpoint())
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .region(Region.of(Intrinsics.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
        return new ClockedPresigner(presigner, credentials, clock);
    }

    /** What is in all buckets, for whoever looks on. */
    public List<StoredObject> objects() {
        return store.all();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (front != null) {
                front.stop(0);
            }
        }
        threads.shutdownNow();
        store.close();
    }
}
