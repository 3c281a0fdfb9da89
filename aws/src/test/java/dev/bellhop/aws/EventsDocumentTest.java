package dev.bellhop.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.events.WordTimes;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Holds {@code docs/events.yaml} and the code together. */
final class EventsDocumentTest {

    /** With every optional field. */
    private static final Envelope WHOLE = new Envelope(
            "T1:C1:1764583200.000100",
            "bellhop/bot",
            new MessageCounted(
                    "T1",
                    "C1",
                    "channel",
                    Optional.of("1764583100.000200"),
                    "U1",
                    "1764583200.000100",
                    "awsadvent R&D <3 \u2028 \uD83D\uDC4D",
                    true,
                    List.of(new WordTimes("awsadvent", 1), new WordTimes("r&d", 2))));

    private static JsonObject document() throws IOException {
        try (var yaml = Files.newBufferedReader(Path.of("../docs/events.yaml"))) {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            return new Gson().toJsonTree(tree).getAsJsonObject();
        }
    }

    private static JsonObject components() throws IOException {
        return document().getAsJsonObject("components");
    }

    private static Schema schema(String name) throws IOException {
        JsonObject schema = new JsonObject();
        schema.addProperty("$ref", "#/components/schemas/" + name);
        schema.add("components", components());
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString(), InputFormat.JSON);
    }

    static Stream<String> examples() throws IOException {
        return components().getAsJsonObject("messages").entrySet().stream()
                .flatMap(message -> message.getValue().getAsJsonObject().getAsJsonArray("examples").asList().stream())
                .map(example -> example.getAsJsonObject().get("payload").toString());
    }

    @Test
    void every_type_that_the_code_knows_is_described() throws IOException {
        assertThat(components().getAsJsonObject("messages").entrySet())
                .extracting(message ->
                        message.getValue().getAsJsonObject().get("name").getAsString())
                .containsExactlyInAnyOrder(MessageCounted.TYPE);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_fits_its_schema_and_is_written_by_the_code_as_it_stands(String example) throws IOException {
        assertThat(schema("messageCounted").validate(example, InputFormat.JSON)).isEmpty();

        String written = new EventJson().write(EventJson.read(example)).body();

        assertThat(JsonParser.parseString(written)).isEqualTo(JsonParser.parseString(example));
    }

    @Test
    void what_the_code_writes_fits_the_schema_and_every_field_is_described() throws IOException {
        String body = new EventJson().write(WHOLE).body();

        assertThat(schema("messageCounted").validate(body, InputFormat.JSON)).isEmpty();
        JsonObject event = JsonParser.parseString(body).getAsJsonObject();
        assertThat(event.keySet()).containsExactlyInAnyOrderElementsOf(properties("cloudEvent"));
        assertThat(event.getAsJsonObject("data").keySet())
                .containsExactlyInAnyOrderElementsOf(properties("messageCountedData"));
    }

    @Test
    void the_schema_refuses_what_is_wrong() throws IOException {
        JsonObject event =
                JsonParser.parseString(new EventJson().write(WHOLE).body()).getAsJsonObject();
        event.getAsJsonObject("data").remove("user");

        assertThat(schema("messageCounted").validate(event.toString(), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void the_cloudevents_sdk_reads_what_the_code_writes() {
        byte[] body = new EventJson().write(WHOLE).body().getBytes(StandardCharsets.UTF_8);

        CloudEvent event = new JsonFormat().deserialize(body);

        assertThat(event.getId()).isEqualTo(WHOLE.id());
        assertThat(event.getSource()).hasToString("bellhop/bot");
        assertThat(event.getType()).isEqualTo(MessageCounted.TYPE);
        assertThat(event.getSubject()).isEqualTo("C1");
        assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2025-12-01T10:00:00.000100Z"));
    }

    private static Iterable<String> properties(String schema) throws IOException {
        JsonElement properties =
                components().getAsJsonObject("schemas").getAsJsonObject(schema).get("properties");
        return properties.getAsJsonObject().keySet();
    }
}
