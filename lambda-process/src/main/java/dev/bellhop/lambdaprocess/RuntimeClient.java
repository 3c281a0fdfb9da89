package dev.bellhop.lambdaprocess;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** Lambda's runtime interface client: what its managed runtimes and its images start Java functions with. */
public final class RuntimeClient {

    /** Its class with a {@code main} method, which is given the handler. */
    public static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    private static final String NATIVE_PART = "jni/libaws-lambda-jni.linux-x86_64.so";

    private final Path folder;

    /** @param folder where this module's build puts its jars, from the project's folder */
    private RuntimeClient(Path folder) {
        this.folder = folder;
    }

    /** That of this build. */
    public static RuntimeClient of(Path project) {
        return new RuntimeClient(project.resolve("lambda-process/target/lambda-runtime"));
    }

    /** The client itself. */
    public Path jar() throws IOException {
        return jar("aws-lambda-java-runtime-interface-client");
    }

    /** The jar whose name starts so. */
    public Path jar(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("There is no " + name + " in " + folder));
        }
    }

    /** All that the managed runtime has, which is none of the function's. */
    public String classPath() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(":"));
        }
    }

    /** Its part that is no Java, as a file. Else each start would unpack it, which none does on Lambda. */
    public void copyNativePart(Path file) throws IOException {
        try (ZipFile jar = new ZipFile(jar().toFile());
                InputStream in = jar.getInputStream(jar.getEntry(NATIVE_PART))) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** For its JVM, to find that file. */
    public static String nativePartAt(Path file) {
        return "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=" + file;
    }
}
