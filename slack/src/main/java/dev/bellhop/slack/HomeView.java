package dev.bellhop.slack;

import com.slack.api.model.block.DividerBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.view.View;
import dev.bellhop.reservations.Result;
import dev.bellhop.words.Board.Standing;
import dev.bellhop.words.Triggers;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What somebody sees who opens the bot's Home. */
public final class HomeView {

    /** More than these nobody reads at a glance. */
    private static final int MOST_WATCHED = 50;

    private HomeView() {}

    /**
     * @param top the words that stand highest
     * @param mine what {@code user} has booked
     * @param watched what they are told about
     * @param zone theirs
     */
    public static View of(
            List<Standing> top, Triggers triggers, Result.Listed mine, List<String> watched, String user, ZoneId zone) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(header("What is said most"));
        blocks.addAll(WordsText.topBlocks(top, triggers));
        blocks.add(new DividerBlock());
        blocks.add(header("Your bookings"));
        blocks.addAll(new ReservationText(user, zone).of(mine, Optional.empty()).blocks());
        blocks.add(new DividerBlock());
        blocks.add(header("What you watch"));
        blocks.addAll(Said.sections(watched(watched)));
        return view(blocks);
    }

    /** Where what is stored can't be reached. */
    public static View noRecords() {
        return view(Said.sections("I can't reach my records just now. Please come back in a moment."));
    }

    private static String watched(List<String> resources) {
        if (resources.isEmpty()) {
            return "Nothing. `/reserve watch` and a name has you told whenever its bookings change.";
        }
        String names = resources.stream()
                .limit(MOST_WATCHED)
                .map(resource -> "*" + SlackText.escape(resource) + "*")
                .collect(Collectors.joining("\n"));
        int more = resources.size() - MOST_WATCHED;
        return more > 0 ? names + "\nand " + more + " more" : names;
    }

    private static View view(List<LayoutBlock> blocks) {
        return View.builder().type("home").blocks(blocks).build();
    }

    private static LayoutBlock header(String text) {
        return HeaderBlock.builder()
                .text(PlainTextObject.builder().text(text).build())
                .build();
    }
}
