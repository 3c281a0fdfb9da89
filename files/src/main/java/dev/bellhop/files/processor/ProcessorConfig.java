package dev.bellhop.files.processor;

import dev.bellhop.aws.Environment;
import dev.bellhop.files.depot.DepotConfig;

/** What the processor is told by its environment. */
public record ProcessorConfig(DepotConfig depot) {

    /** @throws Environment.ConfigurationException where a variable is missing or malformed */
    public static ProcessorConfig from(Environment environment) {
        return new ProcessorConfig(DepotConfig.from(environment));
    }
}
