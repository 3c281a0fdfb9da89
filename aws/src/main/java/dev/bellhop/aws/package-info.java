/** Puts AWS and the events' JSON behind the core's ports, so that nothing else knows an SDK type. */
@NullMarked
package dev.bellhop.aws;

import org.jspecify.annotations.NullMarked;
