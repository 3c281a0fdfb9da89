package dev.bellhop.delivery;

/**
 * What is still to be committed of an effect that is too large for one transaction.
 *
 * @param rest everything beyond the first transaction, as whoever does the work writes it
 * @param chunksDone how many transactions are committed, the first included
 */
public record Work(String rest, int chunksDone) {

    public Work next() {
        return new Work(rest, chunksDone + 1);
    }
}
