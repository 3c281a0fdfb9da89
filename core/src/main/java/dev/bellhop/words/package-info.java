/** What counts as a word, which messages count, and how they are counted. */
@NullMarked
package dev.bellhop.words;

import org.jspecify.annotations.NullMarked;
