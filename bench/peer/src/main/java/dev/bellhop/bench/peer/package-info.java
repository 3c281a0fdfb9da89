/**
 * A bot that counts words, written as tutorials for Bolt and the AWS SDK write it: what Bellhop is measured beside. It is neither
 * made faster than they make it nor slower, and it miscounts where they do.
 */
@NullMarked
package dev.bellhop.bench.peer;

import org.jspecify.annotations.NullMarked;
