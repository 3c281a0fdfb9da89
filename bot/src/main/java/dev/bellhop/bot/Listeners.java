package dev.bellhop.bot;

import com.slack.api.bolt.App;
import dev.bellhop.delivery.Replies;
import dev.bellhop.files.Sharing;
import dev.bellhop.words.Counting;
import java.util.Optional;

/** What the bot listens to: a line a feature. */
final class Listeners {

    private Listeners() {}

    static App register(
            App app,
            Counting counting,
            Optional<Sharing> sharing,
            ReserveListener reserve,
            WordsListener words,
            HomeListener home,
            OpsListener ops,
            FilesListener files,
            Replies replies) {
        new CountingListener(counting, sharing, replies).register(app);
        new JoiningListener(counting, replies).register(app);
        reserve.register(app);
        words.register(app);
        home.register(app);
        ops.register(app);
        files.register(app);
        return app;
    }
}
