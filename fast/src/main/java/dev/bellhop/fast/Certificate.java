package dev.bellhop.fast;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for {@code localhost}, made anew, and a trust store that has it beside the JDK's own authorities. */
final class Certificate {

    /** That of the JDK's own trust store; these files live as long as a build, and guard nothing. */
    private static final String PASSWORD = "changeit";

    private final Path keys;
    private final Path trusted;

    private Certificate(Path keys, Path trusted) {
        this.keys = keys;
        this.trusted = trusted;
    }

    static Certificate in(Path folder) throws IOException, InterruptedException {
        Path keys = folder.resolve("keys.p12");
        Path exported = folder.resolve("certificate.pem");
        Path trusted = folder.resolve("trusted.p12");
        Files.deleteIfExists(keys);
        keytool(keys, "-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost");
        keytool(keys, "-exportcert", "-rfc", "-file", exported.toString());
        Files.copy(
                Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"),
                trusted,
                StandardCopyOption.REPLACE_EXISTING);
        keytool(trusted, "-importcert", "-noprompt", "-file", exported.toString());
        return new Certificate(keys, trusted);
    }

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

    /** For the JVM that shall trust it. */
    String option() {
        return "-Djavax.net.ssl.trustStore=" + trusted.toAbsolutePath();
    }

    private static void keytool(Path store, String command, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of(command, "-keystore", store.toString(), "-storepass", PASSWORD, "-alias", "build"));
        arguments.addAll(List.of(more));
        Program.ofJdk("keytool", arguments).run();
    }
}
