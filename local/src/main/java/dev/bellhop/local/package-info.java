/** Runs the whole deployed system in one JVM, wired as {@code template.yaml} says. */
@NullMarked
package dev.bellhop.local;

import org.jspecify.annotations.NullMarked;
