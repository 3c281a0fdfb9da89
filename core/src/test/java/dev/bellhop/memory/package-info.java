/** The ports in memory, for tests of the rules; each call can be made to fail before or after it acted. */
package dev.bellhop.memory;
