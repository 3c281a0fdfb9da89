package dev.bellhop.local.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.GetAccountResponse;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;

/** Whether people can be told by e-mail. */
final class Mail {

    private static final String HEALTHY = "HEALTHY";

    private final SesV2Client ses;

    Mail(SesV2Client ses) {
        this.ses = ses;
    }

    List<Finding> look(Deployed deployed) {
        Optional<String> from = deployed.variable("EMAIL_FROM");
        if (from.isEmpty()) {
            return List.of(Finding.note("e-mail", "nobody can be told by it; deploy with EmailFrom if they should"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Check.of("e-mail sender", () -> sender(from.get())));
        findings.add(Check.of("e-mail", this::account));
        return findings;
    }

    /** Verified is the address, or its domain, which is asked for only then. */
    private Finding sender(String address) {
        String domain = address.substring(address.indexOf('@') + 1);
        return isVerified(address) || isVerified(domain)
                ? Finding.ok("e-mail sender", address + " is verified")
                : Finding.wrong(
                        "e-mail sender",
                        address + " is not verified in SES, so every mail is rejected; verify it or " + domain
                                + " in the stack's region");
    }

    private boolean isVerified(String identity) {
        try {
            return ses.getEmailIdentity(request -> request.emailIdentity(identity))
                    .verifiedForSendingStatus();
        } catch (NotFoundException e) {
            return false;
        }
    }

    private Finding account() {
        GetAccountResponse account = ses.getAccount(request -> {});
        if (!account.sendingEnabled()) {
            return Finding.wrong(
                    "e-mail",
                    "SES's sending is paused for the account (" + account.enforcementStatus()
                            + "); its console says why");
        }
        if (!account.productionAccessEnabled()) {
            return Finding.wrong(
                    "e-mail",
                    "the account is in SES's sandbox: only verified addresses can be written to; ask"
                            + " for production access");
        }
        String quota = "%.0f of %.0f mails sent in 24 hours"
                .formatted(
                        account.sendQuota().sentLast24Hours(),
                        account.sendQuota().max24HourSend());
        return HEALTHY.equals(account.enforcementStatus())
                ? Finding.ok("e-mail", quota)
                : Finding.note(
                        "e-mail", "SES has the account under review (" + account.enforcementStatus() + "); " + quota);
    }
}
