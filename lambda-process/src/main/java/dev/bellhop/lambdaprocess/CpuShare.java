package dev.bellhop.lambdaprocess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A part of one core for one process, as a function of little memory gets it: a control group with a quota, which is without a
 * limit until {@link #limit()}. Linux lets root make one, in either version of its control groups.
 */
public final class CpuShare implements AutoCloseable {

    /** 512 of the 1,769 MB that have a whole core. */
    public static final double OF_512_MB = 0.29;

    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    /** Short, so that a process is held up often and briefly, as on Lambda, and not seldom and long. */
    private static final long PERIOD_MICROS = 20_000;

    private final Path group;
    private final boolean unified;
    private final double share;

    private CpuShare(Path group, boolean unified, double share) {
        this.group = group;
        this.unified = unified;
        this.share = share;
    }

    /** @return empty where this machine does not let this process make one */
    public static Optional<CpuShare> create(String name, double share) {
        boolean unified = Files.exists(ROOT.resolve("cgroup.controllers"));
        Path group = (unified ? ROOT : ROOT.resolve("cpu")).resolve(name);
        try {
            if (unified) {
                // Where cpu is not among what the children get yet.
                Files.writeString(ROOT.resolve("cgroup.subtree_control"), "+cpu");
            }
            Files.createDirectory(group);
            CpuShare created = new CpuShare(group, unified, share);
            if (Files.isWritable(created.quota())) {
                return Optional.of(created);
            }
            created.close();
            return Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** Whoever writes their process id there is in it. */
    Path members() {
        return group.resolve("cgroup.procs");
    }

    /** From now on its processes get no more than the share. */
    void limit() {
        long quota = Math.round(share * PERIOD_MICROS);
        try {
            if (unified) {
                Files.writeString(quota(), quota + " " + PERIOD_MICROS);
            } else {
                Files.writeString(group.resolve("cpu.cfs_period_us"), Long.toString(PERIOD_MICROS));
                Files.writeString(quota(), Long.toString(quota));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The quota cannot be set in " + group, e);
        }
    }

    /** To be called when its processes have ended. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(group);
        } catch (IOException e) {
            throw new UncheckedIOException("The control group cannot be removed: " + group, e);
        }
    }

    /** Removes those whose names start so, if their processes have ended. */
    public static void removeAll(String prefix) {
        for (Path parent : List.of(ROOT, ROOT.resolve("cpu"))) {
            try (DirectoryStream<Path> groups = Files.newDirectoryStream(parent, prefix + "*")) {
                for (Path group : groups) {
                    Files.delete(group);
                }
            } catch (IOException e) {
                // There is none, or the kernel is not done with its processes; it is empty and does nothing.
            }
        }
    }

    private Path quota() {
        return group.resolve(unified ? "cpu.max" : "cpu.cfs_quota_us");
    }
}
