/** Whether the promises hold in the simulation, whether it would see them broken, and whether its stores are as the real ones. */
@NullMarked
package dev.bellhop.simulation;

import org.jspecify.annotations.NullMarked;
