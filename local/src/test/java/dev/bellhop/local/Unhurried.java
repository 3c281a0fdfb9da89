package dev.bellhop.local;

import java.util.Map;

/** The system as tests start it: whatever else the machine does, and where it halts for a moment, nothing is over too early. */
public final class Unhurried {

    /** Slack waits for half a minute instead of three seconds, and everything else as much longer. */
    private static final int SLOWNESS = 10;

    private Unhurried() {}

    /** With nothing of this process's environment. */
    public static LocalBellhop.Builder bellhop() {
        return LocalBellhop.builder().slowness(SLOWNESS).environment(Map.of());
    }
}
