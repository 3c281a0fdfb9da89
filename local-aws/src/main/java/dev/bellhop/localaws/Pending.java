package dev.bellhop.localaws;

import java.util.Map;

/** What a service took and has not done yet. A service of AWS's keeps that wherever a machine stops; so does a file here. */
@FunctionalInterface
public interface Pending {

    /** In memory: what is under way is lost with the process. */
    Pending IN_MEMORY = (kind, what) -> () -> {};

    /**
     * Keeps something; once this returns, the next start of a killed process finds it.
     *
     * @param kind who goes on with it
     * @return to be run when it is done
     */
    Runnable keep(String kind, Map<String, String> what);
}
