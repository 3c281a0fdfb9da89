package dev.bellhop.local.doctor;

import java.io.IOException;
import java.net.ConnectException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Looks at one setting. */
@FunctionalInterface
interface Check {

    /** @throws IOException where what is looked at can't be reached */
    Finding look() throws IOException;

    /** As {@link #look()}, but what can't be looked at is a finding too. */
    static Finding of(String what, Check check) {
        try {
            return check.look();
        } catch (AwsServiceException e) {
            return Finding.unknown(what, reason(e));
        } catch (SdkClientException e) {
            return Finding.unknown(what, "AWS was not reached: " + firstLine(e));
        } catch (ConnectException e) {
            return Finding.unknown(what, "nobody listens there");
        } catch (IOException e) {
            return Finding.unknown(what, "there was no answer: " + e.getClass().getSimpleName() + " " + firstLine(e));
        }
    }

    /** In AWS's own words, of which a denial names the permission that is missing. */
    static String reason(AwsServiceException e) {
        return e.awsErrorDetails() == null
                ? firstLine(e)
                : e.awsErrorDetails().errorCode() + ": "
                        + String.valueOf(e.awsErrorDetails().errorMessage()).replaceAll("\\s+", " ");
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    }
}
