package org.swavstream.job.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Ours and its peers, measured in turns. */
final class Comparison {

    private record Peer(String name, Supplier<? extends Timed> timed, Ratio ratio, Target target) {}

    private final BenchmarkScope scope;
    private final String what;
    private final Unit unit;
    private final Timed ours;
    private final List<Peer> peers = new ArrayList<>();
    private int rounds = 1;

    Comparison(BenchmarkScope scope, String what, Unit unit, Timed ours) {
        this.scope = scope;
        this.what = what;
        this.unit = unit;
        this.ours = ours;
    }

    /** As {@link Turns}: the shorter the rounds, the more do all have of what disturbs. */
    Comparison inRounds(int newRounds) {
        rounds = newRounds;
        return this;
    }

    /** Adds a peer, or a limit. */
    Comparison against(String peer, Timed timed, Ratio ratio, Target target) {
        return againstStarted(peer, () -> timed, ratio, target);
    }

    /** Adds a peer that is started for the measurement; one with a process is closed after it. */
    Comparison againstStarted(
            String peer, Supplier<? extends Timed> timed, Ratio ratio, Target target) {
        peers.add(new Peer(peer, timed, ratio, target));
        return this;
    }

    /**
     * Adds a peer in Python, if there is a Python.
     *
     * @param script name of a resource in the folder {@code bench}, as {@link PythonPeer#start}
     *     takes it
     * @param arguments of the script
     */
    Comparison againstPython(
            String peer, String script, List<?> arguments, Ratio ratio, Target target) {
        scope.python()
                .ifPresent(
                        python ->
                                againstStarted(
                                        peer,
                                        () ->
                                                PythonPeer.start(
                                                        python, script, scope.threads(), arguments),
                                        ratio,
                                        target));
        return this;
    }

    /** Measures; a row for each peer. */
    List<BenchmarkRow> rows() throws Exception {
        List<Timed> all = new ArrayList<>(List.of(ours));
        try {
            peers.forEach(peer -> all.add(peer.timed().get()));
            return rows(new Turns(scope, what, rounds).times(all));
        } finally {
            for (Timed timed : all) {
                if (timed instanceof PeerProcess process) {
                    process.close();
                }
            }
        }
    }

    private List<BenchmarkRow> rows(double[][] times) {
        double[] mine = inUnit(times[0]);
        List<BenchmarkRow> rows = new ArrayList<>();
        for (int index = 0; index < peers.size(); index++) {
            Peer peer = peers.get(index);
            double[] theirs = inUnit(times[index + 1]);
            rows.add(
                    new BenchmarkRow(
                            what,
                            unit.name(),
                            Spread.of(mine).median(),
                            peer.name(),
                            Spread.of(theirs).median(),
                            peer.ratio(),
                            turnByTurn(peer.ratio(), mine, theirs),
                            peer.target()));
        }
        return rows;
    }

    private double[] inUnit(double[] milliseconds) {
        return Arrays.stream(milliseconds).map(unit.ofMilliseconds()).toArray();
    }

    private static Spread turnByTurn(Ratio ratio, double[] ours, double[] theirs) {
        return Spread.of(
                IntStream.range(0, ours.length)
                        .mapToDouble(turn -> ratio.of(ours[turn], theirs[turn]))
                        .toArray());
    }
}
