package dev.bellhop.bench;

import dev.bellhop.lambdaprocess.Deployed;
import java.nio.file.Path;

/**
 * What is measured.
 *
 * @param artifact as it is deployed
 * @param function as it is unpacked and started
 */
record Variant(Path artifact, Deployed function) {

    String name() {
        return function.name();
    }
}
