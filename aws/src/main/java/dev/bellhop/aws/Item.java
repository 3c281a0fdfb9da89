package dev.bellhop.aws;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A DynamoDB item being read; an attribute that has to be there and isn't is an error that names it. */
record Item(Map<String, AttributeValue> attributes) {

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    AttributeValue get(String name) {
        AttributeValue value = attributes.get(name);
        if (value == null) {
            throw new IllegalStateException("An item has no " + name + "; it has " + attributes.keySet() + ".");
        }
        return value;
    }

    <T> Optional<T> optional(String name, Function<AttributeValue, T> read) {
        return Optional.ofNullable(attributes.get(name)).map(read);
    }

    String string(String name) {
        return get(name).s();
    }

    long number(String name) {
        return Long.parseLong(get(name).n());
    }

    Instant instant(String name) {
        return Instant.ofEpochMilli(number(name));
    }

    List<Item> items(String name) {
        return optional(name, AttributeValue::l).orElse(List.of()).stream()
                .map(element -> new Item(element.m()))
                .toList();
    }
}
