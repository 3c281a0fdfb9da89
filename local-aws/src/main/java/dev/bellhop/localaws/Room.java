package dev.bellhop.localaws;

/**
 * What one machine has room for, where AWS has room for all. A thousand invocations at once on the two cores of a laptop would none of
 * them be done in their time; so they wait in line, as on AWS an event waits for a sandbox.
 *
 * @param sandboxes how many invocations of a function run at once; further ones wait, the first first. Those that a function makes
 *     and waits for do not, for it has a place already
 * @param logLines how many lines of a log group are kept, the last ones
 */
public record Room(int sandboxes, int logLines) {

    /** For tests. */
    public static final Room ENOUGH = new Room(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final int SANDBOXES_A_PROCESSOR = 4;

    /** More than a day's of somebody who tries it out, and less than a hundred megabytes in all groups. */
    private static final int LOG_LINES = 50_000;

    /** Of this machine. */
    public static Room here() {
        return new Room(SANDBOXES_A_PROCESSOR * Runtime.getRuntime().availableProcessors(), LOG_LINES);
    }

    /** The same, with fewer or more lines. */
    public Room withLogLines(int lines) {
        return new Room(sandboxes, lines);
    }
}
