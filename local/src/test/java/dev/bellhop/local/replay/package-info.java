@NullMarked
package dev.bellhop.local.replay;

import org.jspecify.annotations.NullMarked;
