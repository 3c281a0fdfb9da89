package dev.bellhop.bot;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bellhop.fuzz.Bytes;
import dev.bellhop.fuzz.Claim;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

final class RequestFuzzTest {

    private static final RequestSignature SIGNATURE = new RequestSignature(
            List.of("a secret that no fuzzer guesses"),
            Clock.fixed(Instant.parse("2026-12-01T10:00:00Z"), ZoneOffset.UTC));

    private static final Pattern NOT_PLAIN = Pattern.compile("[^ -~]");

    @FuzzTest
    void whatever_comes_is_a_request_that_nobody_signed_or_a_bad_one(byte[] bytes) {
        try {
            HttpRequest request = GatewayJson.read(json(Bytes.text(bytes)));
            Claim.that(SIGNATURE.fault(request).isPresent(), "nobody signed it", request);
            for (String name : request.headers().keySet()) {
                Claim.that(name.equals(name.toLowerCase(Locale.ROOT)), "a header's name is in lower case", name);
            }
            Claim.that(!request.mediaType().contains(";"), "a media type has no parameters", request.mediaType());
            Deadline.answerBy(request.sent(), Instant.EPOCH);
            Form form = Form.parse(request.text());
            for (String name : form.fields().keySet()) {
                Claim.that(form.get(name).filter(String::isBlank).isEmpty(), "blank is unset", form);
            }
        } catch (BadRequestException e) {
            // Whoever sent it reads this, and so does whoever reads the log.
            boolean plain = !e.line().isBlank()
                    && e.line().length() < 100
                    && !NOT_PLAIN.matcher(e.line()).find();
            Claim.that(plain, "what is wrong is a short line", e.line());
        }
    }

    private static JsonElement json(String text) {
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw new BadRequestException("This is not JSON.", e);
        }
    }
}
