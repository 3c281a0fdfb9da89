/** What worker and processor have in common: where files are, and how what becomes of them is noted and told. */
@NullMarked
package dev.bellhop.files.depot;

import org.jspecify.annotations.NullMarked;
