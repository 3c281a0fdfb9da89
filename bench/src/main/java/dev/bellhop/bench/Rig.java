package dev.bellhop.bench;

import dev.bellhop.lambdaprocess.AotCache;
import dev.bellhop.lambdaprocess.Certificate;
import dev.bellhop.lambdaprocess.CpuShare;
import dev.bellhop.lambdaprocess.Deployed;
import dev.bellhop.lambdaprocess.FunctionProcess;
import dev.bellhop.lambdaprocess.Surroundings;
import dev.bellhop.localaws.LocalDynamo;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that a function needs to be measured: services, tables, messages, a core, and a part of it. */
final class Rig implements AutoCloseable {

    /** Of control groups. */
    private static final String PREFIX =
            "bellhop-bench-" + ProcessHandle.current().pid() + "-";

    private final Path work;
    private final Template template;
    private final LocalDynamo dynamo;
    private final Services services;
    private final Surroundings around;
    private final Messages messages = new Messages(Clock.systemUTC());
    private final Artifacts artifacts;
    private int groups;

    /** @param project its folder */
    Rig(Path project) throws IOException, GeneralSecurityException, InterruptedException {
        this.work = Files.createDirectories(project.resolve("bench/target/run"));
        this.template = Template.read(project.resolve("template.yaml"), Map.of());
        Certificate certificate = Certificate.in(work);
        certificate.trustHere();
        this.dynamo = LocalDynamo.inMemory();
        dynamo.createTables(template);
        this.services = new Services(dynamo.engineEndpoint(), certificate);
        this.around = new Surroundings(services.front(), certificate);
        Runtime.getRuntime().addShutdownHook(new Thread(Rig::endProcesses));
        this.artifacts = new Artifacts(project, work, template);
    }

    Artifacts artifacts() {
        return artifacts;
    }

    Template template() {
        return template;
    }

    Services services() {
        return services;
    }

    Messages messages() {
        return messages;
    }

    /** What can be measured on this machine. */
    List<Share> shares() {
        try (CpuShare tried = CpuShare.create(name(), CpuShare.OF_512_MB).orElse(null)) {
            return tried == null ? List.of(Share.WHOLE_CORE) : List.of(Share.values());
        }
    }

    /** A process that is started already. The caller closes it. */
    FunctionProcess start(Deployed function, Share share) throws IOException {
        Optional<CpuShare> group = switch (share) {
            case WHOLE_CORE -> Optional.empty();
            case OF_512_MB ->
                Optional.of(CpuShare.create(name(), CpuShare.OF_512_MB)
                        .orElseThrow(() -> new IllegalStateException("No control group can be made here")));
        };
        return new FunctionProcess(
                function, around, group, Core.ofFunctions(), log(function).toFile());
    }

    /**
     * Starts it once for nothing else than this: its JVM has to say that it takes its classes from the cache.
     *
     * @throws IllegalStateException where it does not; it would start all the same, and be measured for what it is not
     */
    void provesCache(Variant variant) throws IOException, InterruptedException {
        Deployed function = variant.function().with(AotCache.LOGGED);
        try (FunctionProcess process = start(function, Share.WHOLE_CORE)) {
            process.awaitReady();
        }
        if (!AotCache.used(Files.readString(log(function)))) {
            throw new IllegalStateException(
                    variant.name() + " was started WITHOUT ITS CACHE; what it printed is in " + log(function));
        }
    }

    /** One cold start, with a message of so many words. */
    ColdStart coldStart(Variant variant, Share share, int words) throws IOException, InterruptedException {
        try (FunctionProcess process = start(variant.function(), share)) {
            var init = process.awaitReady();
            var first = process.invoke(messages.next(words).throughGateway());
            return new ColdStart(init, first.after(), first.ok(), process.cpu());
        }
    }

    /** Whoever stops the rig with a signal stops what it started. */
    private static void endProcesses() {
        List<ProcessHandle> started = ProcessHandle.current().children().toList();
        started.forEach(ProcessHandle::destroyForcibly);
        started.forEach(process -> process.onExit().join());
        CpuShare.removeAll(PREFIX);
    }

    private Path log(Deployed function) {
        return work.resolve(function.name() + ".log");
    }

    private String name() {
        return PREFIX + ++groups;
    }

    @Override
    public void close() {
        services.close();
        dynamo.close();
    }
}
