package dev.bellhop.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.bellhop.delivery.Channel;
import dev.bellhop.events.ConfirmationRequested;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.FileFacts;
import dev.bellhop.events.FileKind;
import dev.bellhop.events.FileProblem;
import dev.bellhop.events.FileProcessed;
import dev.bellhop.events.FileShared;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.events.Reservation;
import dev.bellhop.events.ReservationCancelled;
import dev.bellhop.events.ReservationEnding;
import dev.bellhop.events.ReservationEvent;
import dev.bellhop.events.ReservationExtended;
import dev.bellhop.events.ReservationMade;
import dev.bellhop.events.WordTimes;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    private static final Reservation RESERVATION = new Reservation(
            "T1",
            "k3m9x",
            2,
            "staging",
            Optional.of("Room \"5\""),
            "U1",
            Instant.parse("2026-12-01T13:00:00Z"),
            Instant.parse("2026-12-01T14:00:00Z"),
            "Europe/Berlin",
            "R&D \uD83D\uDC4D");

    private static final FileShared SHARED = new FileShared(
            "T1",
            "C1",
            "channel",
            Optional.of("1764583100.000200"),
            "U1",
            "1764583200.000100",
            "F1",
            "R&D \uD83D\uDC4D.pdf",
            "application/pdf",
            3_000_000_000L);

    private static final FileFacts FACTS = new FileFacts(
            FileKind.DOCUMENT,
            Optional.of(1),
            Optional.of(2),
            Optional.of(200),
            Optional.of("R&D <3"),
            Optional.of("Ada"),
            Optional.of("en"),
            Optional.of(0));

    private static final Instant TIME = Instant.parse("2026-12-01T10:00:00.123Z");

    /** One of each type, with every optional field. */
    static Stream<Envelope> ofEachType() {
        return Stream.concat(
                Stream.of(WHOLE),
                Stream.of(
                                new ReservationMade(RESERVATION, TIME),
                                new ReservationCancelled(RESERVATION, "U2", TIME),
                                new ReservationExtended(RESERVATION, "U1", TIME),
                                new ReservationEnding(RESERVATION, "U1", TIME),
                                new ConfirmationRequested("T1", "U1", Channel.EMAIL, TIME),
                                SHARED,
                                FileProcessed.of(SHARED, Optional.of(FileProblem.DAMAGED), FACTS))
                        .map(event -> new Envelope("T1:1.2.3", "bellhop/bot", event)));
    }

    private static JsonObject document() throws IOException {
        try (var yaml = Files.newBufferedReader(Path.of("../docs/events.yaml"))) {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            return new Gson().toJsonTree(tree).getAsJsonObject();
        }
    }

    private static JsonObject components() throws IOException {
        return document().getAsJsonObject("components");
    }

    private static Schema schema(String reference) throws IOException {
        JsonObject schema = new JsonObject();
        schema.addProperty("$ref", reference);
        schema.add("components", components());
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString(), InputFormat.JSON);
    }

    private static JsonObject message(String key) throws IOException {
        return components().getAsJsonObject("messages").getAsJsonObject(key);
    }

    static Stream<String> examples() throws IOException {
        List<JsonObject> messages = new ArrayList<>();
        for (String key : messages("publishEvents")) {
            messages.add(message(key));
        }
        return messages.stream().flatMap(EventsDocumentTest::examples);
    }

    static Stream<String> plainExamples() throws IOException {
        return examples(message("plainReservation"));
    }

    private static Stream<String> examples(JsonObject message) {
        return message.getAsJsonArray("examples").asList().stream()
                .map(example -> example.getAsJsonObject().get("payload").toString());
    }

    /** The messages of one of the document's operations. */
    private static List<String> messages(String operation) throws IOException {
        return document()
                .getAsJsonObject("operations")
                .getAsJsonObject(operation)
                .getAsJsonArray("messages")
                .asList()
                .stream()
                .map(reference -> reference.getAsJsonObject().get("$ref").getAsString())
                .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
                .toList();
    }

    @Test
    void every_type_that_the_code_knows_is_described() throws IOException {
        List<String> published = messages("publishEvents");

        assertThat(components().getAsJsonObject("messages").entrySet())
                .filteredOn(message -> published.contains(message.getKey()))
                .extracting(message ->
                        message.getValue().getAsJsonObject().get("name").getAsString())
                .containsExactlyInAnyOrderElementsOf(
                        ofEachType().map(envelope -> envelope.event().type()).toList());
    }

    @Test
    void the_topic_carries_every_message_that_is_described() throws IOException {
        assertThat(document()
                        .getAsJsonObject("channels")
                        .getAsJsonObject("events")
                        .getAsJsonObject("messages")
                        .keySet())
                .isEqualTo(components().getAsJsonObject("messages").keySet());
    }

    @Test
    void all_but_the_plain_message_is_published_by_the_code() throws IOException {
        Set<String> described =
                new TreeSet<>(components().getAsJsonObject("messages").keySet());
        described.removeAll(messages("publishEvents"));

        assertThat(described)
                .containsExactlyElementsOf(messages("tellSomebody"))
                .containsExactly("plainReservation");
    }

    @ParameterizedTest
    @MethodSource("plainExamples")
    void every_example_of_the_plain_message_fits_its_schema(String example) throws IOException {
        assertThat(problems("plainReservation", example)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"event", "email", "body"})
    void a_plain_message_is_not_whole_without_its_parts(String part) throws IOException {
        JsonObject message = JsonParser.parseString(plainExamples().findFirst().orElseThrow())
                .getAsJsonObject();
        message.remove(part);

        assertThat(problems("plainReservation", message.toString())).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_fits_its_schema_and_is_written_by_the_code_as_it_stands(String example) throws IOException {
        assertThat(problems(example)).isEmpty();

        String written = new EventJson().write(EventJson.read(example)).body();

        assertThat(JsonParser.parseString(written)).isEqualTo(JsonParser.parseString(example));
    }

    @ParameterizedTest
    @MethodSource("ofEachType")
    void what_the_code_writes_fits_the_schema_and_every_field_is_described(Envelope envelope) throws IOException {
        String body = new EventJson().write(envelope).body();

        assertThat(problems(body)).isEmpty();
        JsonObject event = JsonParser.parseString(body).getAsJsonObject();
        assertThat(event.keySet()).containsExactlyInAnyOrderElementsOf(properties("cloudEvent"));
        assertThat(event.getAsJsonObject("data").keySet())
                .containsExactlyInAnyOrderElementsOf(
                        switch (envelope.event()) {
                            case MessageCounted counted -> properties("messageCountedData");
                            case ReservationMade made -> properties("reservationData");
                            case ReservationEvent changed -> changeProperties();
                            case ConfirmationRequested requested -> properties("confirmationRequestedData");
                            case FileShared shared -> properties("fileData");
                            case FileProcessed processed -> processedProperties();
                        });
    }

    @ParameterizedTest
    @MethodSource("ofEachType")
    void the_schema_refuses_what_is_wrong(Envelope envelope) throws IOException {
        JsonObject event =
                JsonParser.parseString(new EventJson().write(envelope).body()).getAsJsonObject();
        event.getAsJsonObject("data").remove("user");

        assertThat(problems(event.toString())).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("ofEachType")
    void who_changed_a_booking_is_said_where_one_did(Envelope envelope) throws IOException {
        JsonObject event =
                JsonParser.parseString(new EventJson().write(envelope).body()).getAsJsonObject();

        boolean removed = event.getAsJsonObject("data").remove("by") != null;

        assertThat(problems(event.toString()).isEmpty()).isEqualTo(!removed);
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

    /** What is wrong with {@code event} by the schema of its type. */
    private static List<Error> problems(String event) throws IOException {
        String type =
                JsonParser.parseString(event).getAsJsonObject().get("type").getAsString();
        String key = components().getAsJsonObject("messages").entrySet().stream()
                .filter(message -> message.getValue()
                        .getAsJsonObject()
                        .get("name")
                        .getAsString()
                        .equals(type))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        return problems(key, event);
    }

    private static List<Error> problems(String key, String payload) throws IOException {
        String schema = message(key).getAsJsonObject("payload").get("$ref").getAsString();
        return schema(schema).validate(payload, InputFormat.JSON);
    }

    private static Set<String> properties(String schema) throws IOException {
        return propertiesOf(components().getAsJsonObject("schemas").getAsJsonObject(schema));
    }

    /** What a change has besides what every booking has. */
    private static Set<String> changeProperties() throws IOException {
        return allOf("reservationData", "reservationChangeData");
    }

    /** What a file that was looked into has besides what every file has. */
    private static Set<String> processedProperties() throws IOException {
        return allOf("fileData", "fileProcessedData");
    }

    private static Set<String> allOf(String base, String schema) throws IOException {
        Set<String> properties = new TreeSet<>(properties(base));
        components()
                .getAsJsonObject("schemas")
                .getAsJsonObject(schema)
                .getAsJsonArray("allOf")
                .forEach(part -> properties.addAll(propertiesOf(part.getAsJsonObject())));
        return properties;
    }

    private static Set<String> propertiesOf(JsonObject schema) {
        return schema.has("properties") ? schema.getAsJsonObject("properties").keySet() : Set.of();
    }
}
