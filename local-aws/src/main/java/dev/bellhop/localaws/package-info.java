/** Stands in for AWS on a laptop, so that the real SDK calls and handlers run without an account. */
@NullMarked
package dev.bellhop.localaws;

import org.jspecify.annotations.NullMarked;
