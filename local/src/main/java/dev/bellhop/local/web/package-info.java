/** The local workspace in a browser: what its page asks for and does, and what it is told of as it happens. */
@NullMarked
package dev.bellhop.local.web;

import org.jspecify.annotations.NullMarked;
