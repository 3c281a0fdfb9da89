package dev.bellhop.local.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Requests of the AWS SDK as the JSON that AWS documents. */
final class SdkJson {

    private SdkJson() {}

    static JsonElement of(@Nullable Object value) {
        return switch (value) {
            case null -> JsonNull.INSTANCE;
            case SdkPojo pojo -> {
                JsonObject json = new JsonObject();
                pojo.sdkFields().forEach(field -> {
                    Object member = field.getValueOrDefault(pojo);
                    if (member != null
                            && !(member instanceof SdkAutoConstructList)
                            && !(member instanceof SdkAutoConstructMap)) {
                        json.add(field.memberName(), of(member));
                    }
                });
                yield json;
            }
            case Map<?, ?> map -> {
                JsonObject json = new JsonObject();
                map.forEach((name, member) -> json.add(String.valueOf(name), of(member)));
                yield json;
            }
            case Collection<?> list -> {
                JsonArray json = new JsonArray();
                list.forEach(member -> json.add(of(member)));
                yield json;
            }
            case Boolean flag -> new JsonPrimitive(flag);
            case Number number -> new JsonPrimitive(number);
            case SdkBytes bytes -> new JsonPrimitive(text(bytes));
            default -> new JsonPrimitive(value.toString());
        };
    }

    /** Payloads are text; what is none is shown as AWS writes binary values. */
    private static String text(SdkBytes bytes) {
        try {
            return bytes.asUtf8String();
        } catch (UncheckedIOException e) {
            return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
        }
    }
}
