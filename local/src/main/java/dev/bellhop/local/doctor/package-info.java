/**
 * Whether a deployed stack is set up right: what {@code bin/doctor} looks at, each setting where it takes effect. It reads,
 * and changes nothing; the secrets that it needs are those of the deployed functions, and are not told to anyone.
 */
@NullMarked
package dev.bellhop.local.doctor;

import org.jspecify.annotations.NullMarked;
