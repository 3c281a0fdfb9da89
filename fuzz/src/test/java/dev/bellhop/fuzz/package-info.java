/** What the fuzz tests share. Each stands in the package of what it enters. */
@NullMarked
package dev.bellhop.fuzz;

import org.jspecify.annotations.NullMarked;
