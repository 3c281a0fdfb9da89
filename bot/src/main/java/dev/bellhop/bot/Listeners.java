package dev.bellhop.bot;

import com.slack.api.bolt.App;
import dev.bellhop.delivery.Replies;
import dev.bellhop.words.Counting;

/** What the bot listens to: a line a feature. */
final class Listeners {

    private Listeners() {}

    static App register(
            App app,
            Counting counting,
            ReserveListener reserve,
            WordsListener words,
            HomeListener home,
            OpsListener ops,
            Replies replies) {
        new CountingListener(counting, replies).register(app);
        new JoiningListener(counting, replies).register(app);
        reserve.register(app);
        words.register(app);
        home.register(app);
        ops.register(app);
        return app;
    }
}
