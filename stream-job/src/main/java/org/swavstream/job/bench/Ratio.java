package org.swavstream.job.bench;

/** How our value is compared with the peer's. */
enum Ratio {
    /** Of times: how many times as long we take. Of rates: how many times as much we do. */
    OURS_TO_PEER("ours / peer"),
    /** Of times: how many times as fast we are. */
    PEER_TO_OURS("peer / ours");

    private final String text;

    Ratio(String text) {
        this.text = text;
    }

    double of(double ours, double peer) {
        return this == OURS_TO_PEER ? ours / peer : peer / ours;
    }

    /** For a table's cell. */
    @Override
    public String toString() {
        return text;
    }
}
