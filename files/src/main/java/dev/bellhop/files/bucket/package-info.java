/** The bucket that files' bytes are in. */
@NullMarked
package dev.bellhop.files.bucket;

import org.jspecify.annotations.NullMarked;
