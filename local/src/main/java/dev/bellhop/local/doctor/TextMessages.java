package dev.bellhop.local.doctor;

import software.amazon.awssdk.services.sns.SnsClient;

/** Whether people can be told by SMS. That is the account's, and not a part of any stack. */
final class TextMessages {

    /** What an account begins with, in US dollars a month. */
    private static final String FIRST_LIMIT = "1";

    private final SnsClient sns;

    TextMessages(SnsClient sns) {
        this.sns = sns;
    }

    Finding look() {
        if (sns.getSMSSandboxAccountStatus(request -> {}).isInSandbox()) {
            return Finding.note("SMS", "the account is in SNS's SMS sandbox: only verified numbers can be written to");
        }
        String limit = sns.getSMSAttributes(request -> request.attributes("MonthlySpendLimit"))
                .attributes()
                .getOrDefault("MonthlySpendLimit", FIRST_LIMIT);
        return Finding.ok("SMS", "up to " + limit + " US dollars a month are spent");
    }
}
