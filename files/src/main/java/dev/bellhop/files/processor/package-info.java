/** Has what was stored looked into. */
@NullMarked
package dev.bellhop.files.processor;

import org.jspecify.annotations.NullMarked;
