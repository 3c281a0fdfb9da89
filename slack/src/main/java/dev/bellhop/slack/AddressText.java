package dev.bellhop.slack;

import dev.bellhop.delivery.AddressChange;
import dev.bellhop.delivery.Channel;
import dev.bellhop.people.Address;
import dev.bellhop.people.Answer;
import dev.bellhop.people.Confirmation;
import java.time.ZoneId;

/** What whoever chooses where they are told is told about that. */
public final class AddressText {

    private static final String CODE_SENT = "Type `/reserve confirm` and its six digits within "
            + Confirmation.GOOD.toMinutes() + " minutes, and I tell you there from then on.";

    private AddressText() {}

    /** @param zone the asker's */
    public static Said of(Answer answer, ZoneId zone) {
        return Said.of(
                switch (answer) {
                    case Answer.Done(Channel channel, AddressChange change) -> line(channel, change);
                    case Answer.Wrong(int left) ->
                        left == 0
                                ? "That was not the code either. Type `/reserve notify` with the address for a new one."
                                : "That is not the code. You can try " + left + " more "
                                        + (left == 1 ? "time." : "times.");
                    case Answer.NothingWaiting() ->
                        "There is no code that I wait for: none was sent, or it is older than "
                                + Confirmation.GOOD.toMinutes()
                                + " minutes. Type `/reserve notify` with your address, and I send one.";
                    case Answer.TooMany tooMany ->
                        "I sent so many codes " + by(tooMany.channel()) + " that I send no more before "
                                + SlackTime.until(tooMany.again(), zone) + ".";
                    case Answer.Unavailable(Channel channel) ->
                        "I can't tell anybody anything " + by(channel)
                                + " here: that is not set up. Whoever runs me can do that.";
                    case Answer.Busy() -> "I could not do that just now. Please try again.";
                    case Answer.Underway() -> "I am at it already.";
                });
    }

    /** What stands in the answer when the address itself is at hand. */
    public static Said of(Answer answer, Address address, ZoneId zone) {
        return answer instanceof Answer.Done(Channel channel, AddressChange change) && change == AddressChange.CODE_SENT
                ? Said.of("I am sending a code to " + SlackText.escape(text(address)) + ". " + CODE_SENT)
                : of(answer, zone);
    }

    /** Where what is stored can't be reached; it may have been done all the same. */
    public static Said noRecords() {
        return Said.of("I can't reach my records just now, so I don't know whether that was done. Please try again in a"
                + " moment.");
    }

    static String line(Channel channel, AddressChange change) {
        return switch (change) {
            case CHOSEN -> "From now on I tell you " + by(channel) + ".";
            case CONFIRMED -> "That is the code. From now on I tell you " + by(channel) + ".";
            case CODE_SENT -> "I am sending you a code " + by(channel) + ". " + CODE_SENT;
            case CODE_WRONG -> "That was not the code.";
        };
    }

    static String by(Channel channel) {
        return switch (channel) {
            case SLACK -> "here in Slack";
            case EMAIL -> "by e-mail";
            case SMS -> "by SMS";
            case PUSH -> "by push notification";
        };
    }

    private static String text(Address address) {
        return switch (address) {
            case Address.Slack slack -> "Slack";
            case Address.Email email -> email.address();
            case Address.Sms sms -> sms.number();
            case Address.Push push -> push.endpoint();
        };
    }
}
