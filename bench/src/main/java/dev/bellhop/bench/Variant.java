package dev.bellhop.bench;

import dev.bellhop.lambdaprocess.Deployed;
import java.nio.file.Path;

/**
 * What is measured.
 *
 * @param artifact as it is deployed
 * @param function as it is unpacked and started
 * @param cached whether its JVM shall take classes from a cache that is in the artifact
 */
record Variant(Path artifact, Deployed function, boolean cached) {

    String name() {
        return function.name();
    }
}
