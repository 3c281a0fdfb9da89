package dev.bellhop.lambdaprocess;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A certificate for {@code localhost}, made anew, and a trust store that has it beside the JDK's own authorities. */
public final class Certificate {

    /** Of files that live as long as a run, and guard nothing. */
    private static final String PASSWORD = "laptop-only";

    private static final String ALIAS = "laptop";

    private final Path keys;
    private final Path trusted;

    private Certificate(Path keys, Path trusted) {
        this.keys = keys;
        this.trusted = trusted;
    }

    /** Makes it with the JDK's {@code keytool}. */
    public static Certificate in(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        Path keys = folder.resolve("keys.p12");
        Path exported = folder.resolve("certificate.pem");
        Path trusted = folder.resolve("trusted.p12");
        for (Path old : List.of(keys, exported, trusted)) {
            Files.deleteIfExists(old);
        }
        keytool(
                keys,
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "7");
        keytool(keys, "-exportcert", "-rfc", "-file", exported.toString());
        trust(exported, trusted);
        return new Certificate(keys, trusted);
    }

    /**
     * As many authorities as a function's process reads, and in the form that the JDK has them in, without encryption and
     * checksum: reading them is part of a cold start.
     */
    private static void trust(Path certificate, Path trusted) throws IOException, GeneralSecurityException {
        File ofJdk = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts")
                .toFile();
        KeyStore authorities = KeyStore.getInstance(ofJdk, (char @Nullable []) null);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (String alias : Collections.list(authorities.aliases())) {
            store.setCertificateEntry(alias, authorities.getCertificate(alias));
        }
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    ALIAS, CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        try (OutputStream out = Files.newOutputStream(trusted)) {
            store.store(out, null);
        }
    }

    /** For the side that has the certificate. */
    SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** Has this JVM trust it; only before it first asks for anything by TLS. */
    public void trustHere() {
        System.setProperty("javax.net.ssl.trustStore", trusted.toString());
    }

    /** For the JVM that shall trust it. */
    List<String> options() {
        return List.of("-Djavax.net.ssl.trustStore=" + trusted);
    }

    private static void keytool(Path store, String command, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of(command, "-keystore", store.toString(), "-storepass", PASSWORD, "-alias", ALIAS));
        arguments.addAll(List.of(more));
        Program.ofJdk("keytool", arguments).run();
    }
}
