package dev.bellhop.bench;

/**
 * Capacity units of DynamoDB on demand.
 *
 * @param read request units, of 4 KB each, by half where eventual consistency will do
 * @param write request units, of 1 KB each
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">DynamoDB read and
 *     write operations</a>
 */
record Units(double read, double write) {

    static final Units NONE = new Units(0, 0);

    private static final int READ_UNIT = 4 * 1024;
    private static final int WRITE_UNIT = 1024;

    /** Of reading what has so many bytes; what is not there is charged like the smallest item. */
    static Units reading(int bytes, boolean consistent) {
        return new Units(whole(bytes, READ_UNIT) * (consistent ? 1 : 0.5), 0);
    }

    /** Of writing an item: the larger of what it was and of what it is counts, whether or not the write was refused. */
    static Units writing(int before, int after) {
        return new Units(0, whole(Math.max(before, after), WRITE_UNIT));
    }

    /** Of what a write changes in an index: an entry that comes, one that goes, or one that is written over. */
    static Units indexing(int before, int after, boolean sameKey) {
        if (before == 0 && after == 0) {
            return NONE;
        }
        if (before == 0 || after == 0 || sameKey) {
            return writing(before, after);
        }
        return writing(before, 0).plus(writing(0, after));
    }

    /** In a transaction everything is read or written twice, once to prepare it. */
    Units inTransaction() {
        return times(2);
    }

    Units plus(Units other) {
        return new Units(read + other.read, write + other.write);
    }

    Units minus(Units other) {
        return new Units(read - other.read, write - other.write);
    }

    Units times(double times) {
        return new Units(read * times, write * times);
    }

    private static int whole(int bytes, int unit) {
        return Math.max(1, Math.ceilDiv(bytes, unit));
    }
}
