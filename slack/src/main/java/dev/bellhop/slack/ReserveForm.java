package dev.bellhop.slack;

import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.DatePickerElement;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.block.element.TimePickerElement;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewState;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
import dev.bellhop.reservations.Refusal;
import dev.bellhop.reservations.ReserveGrammar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The form that {@code /reserve} alone opens. Each of its fields is an input block that has one element of the same name,
 * so that what is wrong can be said at the field.
 */
public final class ReserveForm {

    /** {@code callback_id} of the form. */
    public static final String CALLBACK = "reserve_form";

    private static final String ANSWER_CALLBACK = "reserve_answer";

    private static final String RESOURCE = "resource";
    private static final String DATE = "date";
    private static final String TIME = "time";
    private static final String LENGTH = "length";
    private static final String LOCATION = "location";
    private static final String REASON = "reason";

    /** Nobody reads more below a field. */
    private static final int MOST_OF_AN_ERROR = 300;

    private ReserveForm() {}

    /**
     * An empty form.
     *
     * @param metadata comes back with it
     */
    static View empty(ReserveMetadata metadata) {
        String zone = SlackTime.name(metadata.zone());
        return view(
                        CALLBACK,
                        metadata,
                        List.of(
                                field(RESOURCE, "What", false, text(RESOURCE, "staging")),
                                field(
                                        DATE,
                                        "Day",
                                        true,
                                        DatePickerElement.builder()
                                                .actionId(DATE)
                                                .placeholder(plain("Today"))
                                                .build()),
                                field(
                                        TIME,
                                        "Time",
                                        true,
                                        TimePickerElement.builder()
                                                .actionId(TIME)
                                                .placeholder(plain("Now"))
                                                .build()),
                                context("Times are in " + SlackText.escape(zone)
                                        + ". For another zone, type the command: `/reserve help` shows how."),
                                field(LENGTH, "For how long", true, text(LENGTH, "1h")),
                                field(LOCATION, "Where", true, text(LOCATION, "the whole of it")),
                                field(REASON, "Why", true, text(REASON, "release 1.2"))))
                .submit(ViewSubmit.builder().type("plain_text").text("Book").build())
                .build();
    }

    /** A view that only says something; what it is shown over can be gone back to. */
    public static View saying(Said said, ReserveMetadata metadata) {
        return view(ANSWER_CALLBACK, metadata, said.blocks()).build();
    }

    /** What {@code before} says and, below, something more. */
    public static View saying(View before, Said said, ReserveMetadata metadata) {
        List<LayoutBlock> blocks = Stream.concat(before.getBlocks().stream(), said.blocks().stream())
                .toList();
        return view(ANSWER_CALLBACK, metadata, blocks).build();
    }

    /** What was filled in. */
    public static ReserveGrammar.Form read(@Nullable ViewState state) {
        return new ReserveGrammar.Form(
                value(state, RESOURCE),
                value(state, DATE),
                value(state, TIME),
                value(state, LENGTH),
                value(state, LOCATION),
                value(state, REASON));
    }

    /** What is wrong, at the field where it is; Slack shows it as it is, without any markup. */
    public static Map<String, String> errors(Refusal refusal, ReserveGrammar.Form form, ZoneId zone, Instant now) {
        String field = switch (refusal.field()) {
            case WHEN -> when(form, zone, now);
            case LENGTH -> LENGTH;
            case LOCATION -> LOCATION;
            case REASON -> REASON;
            case ZONE -> TIME;
            case RESOURCE, COMMAND, ADDRESS -> RESOURCE;
        };
        String problem = refusal.problem();
        boolean fits = problem.codePointCount(0, problem.length()) <= MOST_OF_AN_ERROR;
        return Map.of(
                field, fits ? problem : problem.substring(0, problem.offsetByCodePoints(0, MOST_OF_AN_ERROR)) + "…");
    }

    /** Today at a time that is over is the time's fault; any other day is the day's. */
    private static String when(ReserveGrammar.Form form, ZoneId zone, Instant now) {
        boolean today = form.date().isBlank()
                || form.date().equals(LocalDate.ofInstant(now, zone).toString());
        return today || form.time().isBlank() ? TIME : DATE;
    }

    private static String value(@Nullable ViewState state, String field) {
        ViewState.Value value = state == null || state.getValues() == null
                ? null
                : state.getValues().getOrDefault(field, Map.of()).get(field);
        if (value == null) {
            return "";
        }
        String found = switch (field) {
            case DATE -> value.getSelectedDate();
            case TIME -> value.getSelectedTime();
            default -> value.getValue();
        };
        return found == null ? "" : found;
    }

    private static View.ViewBuilder view(String callback, ReserveMetadata metadata, List<LayoutBlock> blocks) {
        return View.builder()
                .type("modal")
                .callbackId(callback)
                .title(ViewTitle.builder().type("plain_text").text("Reserve").build())
                .close(ViewClose.builder().type("plain_text").text("Close").build())
                .privateMetadata(metadata.text())
                .blocks(blocks);
    }

    private static LayoutBlock field(String name, String label, boolean optional, BlockElement element) {
        return InputBlock.builder()
                .blockId(name)
                .label(plain(label))
                .optional(optional)
                .element(element)
                .build();
    }

    private static PlainTextInputElement text(String name, String placeholder) {
        return PlainTextInputElement.builder()
                .actionId(name)
                .placeholder(plain(placeholder))
                .build();
    }

    private static LayoutBlock context(String text) {
        return ContextBlock.builder()
                .elements(List.of(
                        MarkdownTextObject.builder().text(text).verbatim(true).build()))
                .build();
    }

    private static PlainTextObject plain(String text) {
        return PlainTextObject.builder().text(text).build();
    }
}
