package dev.bellhop.localaws;

import java.io.IOException;

/** Stands between a client and DynamoDB; may watch a call, hold it, change it, or answer it itself. */
@FunctionalInterface
public interface DynamoLayer {

    /** What is behind a layer: the next one, or DynamoDB itself. */
    @FunctionalInterface
    interface Next {
        DynamoAnswer answer(DynamoCall call) throws IOException, InterruptedException;
    }

    DynamoAnswer answer(DynamoCall call, Next next) throws IOException, InterruptedException;
}
