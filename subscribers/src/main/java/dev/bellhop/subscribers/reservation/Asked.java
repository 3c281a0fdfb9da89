package dev.bellhop.subscribers.reservation;

import com.google.gson.JsonObject;
import dev.bellhop.aws.EventJson;
import dev.bellhop.delivery.Channel;
import dev.bellhop.events.ConfirmationRequested;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.Event;
import dev.bellhop.events.FileProcessed;
import dev.bellhop.events.FileShared;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.events.ReservationEvent;
import dev.bellhop.notifications.Notification;
import dev.bellhop.notifications.Task;
import dev.bellhop.subscribers.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is to be done, and what it is known by.
 *
 * @param id under which nobody is told twice
 */
record Asked(String id, List<Task> tasks) {

    private static final Pattern USER = Pattern.compile("[UW][A-Z0-9]{1,30}");

    /** What {@code function} can be. */
    private static final String FUNCTIONS = "notifyBooker, notifyWatchers, notifySharer, notifyPerson, sendCode";

    Asked {
        tasks = List.copyOf(tasks);
    }

    /**
     * A message of the topic: one of our events, or the plain notification of any other service.
     *
     * @param messageId SNS's, for what has no id of its own
     * @throws IllegalArgumentException where it is neither; the message says why, without quoting it
     */
    static Asked ofMessage(String messageId, String message) {
        JsonObject json = Json.object(message, "The message is no JSON object.");
        if (string(json, "event").equals(Optional.of("Reservation"))) {
            return new Asked(messageId, List.of(person(json)));
        }
        Envelope envelope = EventJson.read(message);
        return new Asked(
                envelope.id(),
                switch (envelope.event()) {
                    case ReservationEvent event -> Task.of(event);
                    case ConfirmationRequested event -> Task.of(envelope.id(), event);
                    case FileProcessed event -> Task.of(event);
                    case MessageCounted counted -> List.of();
                    case FileShared shared -> List.of();
                });
    }

    /**
     * A direct invocation, such as {@code {"function":"notifyWatchers","event":{…}}} with an event as it was published. With
     * {@code "id"} as in the event only those are told who were not; without one, everybody is.
     *
     * @param requestId Lambda's, which a retry of the same invocation has again
     * @throws IllegalArgumentException where there is no such function, or something is missing that it needs
     */
    static Asked ofInvocation(String requestId, JsonObject json) {
        String function = string(json, "function").orElse("");
        Task task = switch (function) {
            case "notifyBooker" -> new Task.NotifyBooker(event(json, ReservationEvent.class, "about a reservation"));
            case "notifyWatchers" ->
                new Task.NotifyWatchers(event(json, ReservationEvent.class, "about a reservation"));
            case "notifySharer" -> new Task.NotifySharer(event(json, FileProcessed.class, "of what became of a file"));
            case "notifyPerson" -> person(json);
            case "sendCode" ->
                new Task.SendCode(
                        required(json, "team"), required(json, "user"), channel(json), required(json, "request"));
            default ->
                throw new IllegalArgumentException(
                        "There is no function \"" + function + "\" here; there are: " + FUNCTIONS + ".");
        };
        return new Asked(string(json, "id").orElse(requestId), List.of(task));
    }

    private static <E extends Event> E event(JsonObject json, Class<E> kind, String what) {
        if (!(json.get("event") instanceof JsonObject event)) {
            throw new IllegalArgumentException("\"event\" has to be an event " + what + ", as it was published.");
        }
        Event read = EventJson.read(event.toString()).event();
        if (!kind.isInstance(read)) {
            throw new IllegalArgumentException("\"event\" is not " + what + ".");
        }
        return kind.cast(read);
    }

    private static Task person(JsonObject json) {
        String email = required(json, "email");
        if (email.indexOf('@') < 1) {
            throw new IllegalArgumentException("\"email\" is no e-mail address.");
        }
        Optional<String> user = string(json, "user_id");
        if (user.isPresent() && !USER.matcher(user.get()).matches()) {
            throw new IllegalArgumentException("\"user_id\" is no Slack user's id.");
        }
        return new Task.NotifyPerson(
                user, email, new Notification.Plain(string(json, "subject"), required(json, "body")));
    }

    private static Channel channel(JsonObject json) {
        try {
            return Channel.valueOf(required(json, "channel").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"channel\" has to be email or sms.", e);
        }
    }

    private static String required(JsonObject json, String name) {
        return string(json, name)
                .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is missing or empty."));
    }

    private static Optional<String> string(JsonObject json, String name) {
        return Json.string(json, name).map(String::strip).filter(value -> !value.isEmpty());
    }
}
