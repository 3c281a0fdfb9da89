package dev.bellhop.local;

import dev.bellhop.aws.Environment;
import dev.bellhop.localaws.TemplateException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The program behind {@code bin/local}. */
final class Main {

    private static final int USUAL_PORT = 3000;
    private static final int HIGHEST_PORT = 65_535;

    private Main() {}

    private record Arguments(int port, Optional<Path> data, boolean verbose) {

        /** @throws IllegalArgumentException where an argument is wrong; the message says which */
        static Arguments parse(String... args) {
            int port = USUAL_PORT;
            Optional<Path> data = Optional.empty();
            boolean verbose = false;
            for (int i = 0; i < args.length; i++) {
                switch (args[i]) {
                    case "--verbose" -> verbose = true;
                    case "--port" -> port = port(value(args, i++));
                    case "--data" -> data = Optional.of(Path.of(value(args, i++)));
                    default -> throw new IllegalArgumentException(args[i] + " is not an option; see --help");
                }
            }
            return new Arguments(port, data, verbose);
        }

        private static String value(String[] args, int option) {
            if (option + 1 == args.length) {
                throw new IllegalArgumentException(args[option] + " needs a value; see --help");
            }
            return args[option + 1];
        }

        private static int port(String text) {
            if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT) {
                return Integer.parseInt(text);
            }
            throw new IllegalArgumentException("--port " + text + ": a port is a number from 0 to " + HIGHEST_PORT);
        }
    }

    public static void main(String[] args) throws IOException {
        // Counts are joined by a middle dot, whatever the locale says.
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        boolean terminal = Boolean.getBoolean("bellhop.terminal");
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println("bin/local: " + e.getMessage());
            System.exit(2);
            return;
        }
        Console console = new Console(out, arguments.verbose(), !terminal);
        LocalBellhop bellhop;
        try {
            bellhop = start(arguments, console);
        } catch (BindException e) {
            System.err.println("bin/local: port " + arguments.port() + " is in use; choose another with --port.");
            System.exit(1);
            return;
        } catch (Environment.ConfigurationException | TemplateException | SocketMode.NotJoinedException e) {
            System.err.println("bin/local: " + e.getMessage());
            System.exit(1);
            return;
        } catch (IOException | RuntimeException e) {
            // Nobody foresaw it, so all that is known helps. Threads that were started would keep the program alive.
            e.printStackTrace();
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(bellhop::close, "stop"));
        if (bellhop.usesDynamoDbLocal()) {
            console.print(
                    "Tables are in DynamoDB Local, under the DynamoDB Local License Agreement (LICENSE.txt in its jar),"
                            + " which is yours to accept.");
        }
        if (SocketModeConfig.isHalf(Environment.ofProcess())) {
            console.print(SocketModeConfig.HALF);
        }
        console.print("ready " + bellhop.url());
        if (bellhop.realWorkspace().isPresent()) {
            console.print("Slack is " + bellhop.realWorkspace().get() + ". Talk to it there: " + Prompt.NOT_SENT);
        } else if (terminal) {
            console.print(Prompt.HELP);
        }
        boolean quit = listen(bellhop, console);
        if (quit || terminal) {
            System.exit(0);
        }
        // Nobody types: the port's own threads go on until a signal.
    }

    private static LocalBellhop start(Arguments arguments, Console console) throws IOException {
        LocalBellhop.Builder builder =
                LocalBellhop.builder().port(arguments.port()).watcher(console);
        arguments.data().ifPresent(builder::data);
        return builder.start();
    }

    /** Does what each line of the input says; returns whether it ended with {@code /quit}. */
    private static boolean listen(LocalBellhop bellhop, Console console) throws IOException {
        Prompt prompt = new Prompt(bellhop, console::print);
        BufferedReader lines = new BufferedReader(
                new InputStreamReader(System.in, Charset.forName(System.getProperty("stdin.encoding", "UTF-8"))));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!prompt.read(line)) {
                return true;
            }
        }
        return false;
    }
}
