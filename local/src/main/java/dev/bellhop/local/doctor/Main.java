package dev.bellhop.local.doctor;

import dev.bellhop.bot.Version;
import dev.bellhop.local.SlackManifest;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The program behind {@code bin/doctor}. */
final class Main {

    private static final int ALL_WELL = 0;
    private static final int SOMETHING_WRONG = 1;
    private static final int COULD_NOT_LOOK = 2;

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private Main() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length != 2 || !args[0].equals("--stack")) {
            System.err.println("bin/doctor: say which stack, as in bin/doctor --stack bellhop");
            System.exit(COULD_NOT_LOOK);
        }
        System.exit(look(args[1], out));
    }

    private static int look(String name, PrintStream out) {
        try (CloudFormation cloudFormation = new CloudFormation();
                Services aws = Services.ofProcess();
                HttpClient http =
                        HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            Template template = Template.ofProject();
            Doctor doctor =
                    new Doctor(template, SlackManifest.botScopes(), Version.read(), aws, http, Clock.systemUTC());
            List<Finding> findings = doctor.look(cloudFormation.stack(name));
            print(findings, out);
            return exitCode(findings);
        } catch (CloudFormation.RefusedException e) {
            return notLooked(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return notLooked("CloudFormation can't be reached: " + e.getMessage());
        } catch (SdkClientException e) {
            return notLooked("no region or no credentials; set AWS_PROFILE, or AWS_REGION and keys. "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static int notLooked(String reason) {
        System.err.println("bin/doctor: " + reason);
        return COULD_NOT_LOOK;
    }

    private static void print(List<Finding> findings, PrintStream out) {
        int width = findings.stream()
                .mapToInt(finding -> finding.what().length())
                .max()
                .orElse(1);
        findings.forEach(finding ->
                out.printf("%-7s  %-" + width + "s  %s%n", finding.verdict(), finding.what(), finding.says()));
        out.println(Arrays.stream(Finding.Verdict.values())
                .map(verdict -> count(findings, verdict) + " " + verdict)
                .collect(Collectors.joining(", ")));
    }

    static int exitCode(List<Finding> findings) {
        if (count(findings, Finding.Verdict.WRONG) > 0) {
            return SOMETHING_WRONG;
        }
        return count(findings, Finding.Verdict.UNKNOWN) > 0 ? COULD_NOT_LOOK : ALL_WELL;
    }

    private static long count(List<Finding> findings, Finding.Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }
}
