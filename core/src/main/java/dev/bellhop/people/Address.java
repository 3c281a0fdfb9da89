package dev.bellhop.people;

import dev.bellhop.delivery.Channel;

/** Where somebody is told. */
public sealed interface Address {

    Channel channel();

    /** Their direct messages, which everybody has. */
    record Slack() implements Address {
        @Override
        public Channel channel() {
            return Channel.SLACK;
        }
    }

    record Email(String address) implements Address {
        @Override
        public Channel channel() {
            return Channel.EMAIL;
        }
    }

    /** @param number in E.164 form, with its plus sign and nothing but digits after it */
    record Sms(String number) implements Address {
        @Override
        public Channel channel() {
            return Channel.SMS;
        }
    }

    /** @param endpoint ARN of an SNS platform endpoint */
    record Push(String endpoint) implements Address {
        @Override
        public Channel channel() {
            return Channel.PUSH;
        }
    }
}
