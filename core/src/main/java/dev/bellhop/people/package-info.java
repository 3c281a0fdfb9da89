/** Who wants to be told where, and how an address shows that it is theirs before anything else is sent there. */
@NullMarked
package dev.bellhop.people;

import org.jspecify.annotations.NullMarked;
