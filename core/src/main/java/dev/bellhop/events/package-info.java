/**
 * The facts that are published, once each, to whoever subscribes. {@code docs/events.yaml} describes them for readers in
 * other languages; a type only ever gains fields.
 */
@NullMarked
package dev.bellhop.events;

import org.jspecify.annotations.NullMarked;
