/**
 * The asynchronous controller: what is to be done when something happened, whom that concerns, and in which way each of them
 * is told.
 */
@NullMarked
package dev.bellhop.notifications;

import org.jspecify.annotations.NullMarked;
