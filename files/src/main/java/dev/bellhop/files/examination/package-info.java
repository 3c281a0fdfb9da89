/** Looks into one file, in a process of its own: strangers made it, and what they meant by that nobody knows. */
@NullMarked
package dev.bellhop.files.examination;

import org.jspecify.annotations.NullMarked;
