/** Reacts to published events: one package a Lambda, none of which knows another. */
@NullMarked
package dev.bellhop.subscribers;

import org.jspecify.annotations.NullMarked;
