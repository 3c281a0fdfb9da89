@NullMarked
package dev.bellhop.local.web;

import org.jspecify.annotations.NullMarked;
