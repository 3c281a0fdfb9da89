/**
 * A function's process as Lambda has it: unpacked into a task root, started with Lambda's environment and runtime interface client, fed by
 * its Runtime API. One set of these, for what makes the bot's other artifact and for what measures all of them.
 */
@NullMarked
package dev.bellhop.lambdaprocess;

import org.jspecify.annotations.NullMarked;
