/** Fetches what is shared, answers about it, and does what is asked. */
@NullMarked
package dev.bellhop.files.worker;

import org.jspecify.annotations.NullMarked;
