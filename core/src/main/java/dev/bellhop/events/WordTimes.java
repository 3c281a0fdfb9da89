package dev.bellhop.events;

/**
 * How often a word occurs in one message.
 *
 * @param times at least 1
 */
public record WordTimes(String word, int times) {}
