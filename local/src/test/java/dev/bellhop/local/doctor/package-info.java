@NullMarked
package dev.bellhop.local.doctor;

import org.jspecify.annotations.NullMarked;
