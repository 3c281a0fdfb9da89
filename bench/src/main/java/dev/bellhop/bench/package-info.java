/** What is claimed about speed and cost, measured: the artifacts as they deploy, beside the naive way, in the same run. */
@NullMarked
package dev.bellhop.bench;

import org.jspecify.annotations.NullMarked;
