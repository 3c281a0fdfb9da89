package dev.bellhop.fast;

import dev.bellhop.lambdaprocess.Deployed;
import dev.bellhop.lambdaprocess.FunctionProcess;
import dev.bellhop.lambdaprocess.Surroundings;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** A start of the bot from its folder, as Lambda starts it. */
final class Start {

    private final Deployed bot;
    private final Surroundings around;

    Start(FunctionFolder folder, Template.Function function, Surroundings around) {
        this.bot = Deployed.of(
                function,
                "bot",
                FastTemplate.RUNTIME,
                folder.root(),
                List.of(folder.bootstrap().toString()));
        this.around = around;
    }

    /**
     * Has it answer some requests, and ends it.
     *
     * @param requests makes them, each when it is its turn, for they are signed with the time
     * @param option one more for its JVM
     * @return what it printed
     * @throws IllegalStateException where it does not answer as asked, or does not end
     */
    String answering(int howMany, IntFunction<String> requests, String option)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("bellhop-bot", ".log");
        try (FunctionProcess process =
                new FunctionProcess(bot.with(option), around, Optional.empty(), Optional.empty(), log.toFile())) {
            process.awaitReady();
            for (int number = 0; number < howMany; number++) {
                if (!process.invoke(requests.apply(number)).ok()) {
                    throw new IllegalStateException("The bot did not answer 200");
                }
            }
            process.end();
            return Files.readString(log);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + "; it printed:\n" + Files.readString(log), e);
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
