package org.swavstream.operators.probe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.operators.probe.ProbeFeatures.Representation;
import org.swavstream.operators.report.FeatureQuality;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.ProbeReport;
import org.swavstream.operators.swav.FeatureMatrix;
import org.swavstream.operators.swav.FeatureSpread;
import org.swavstream.operators.swav.Sinkhorn;
import org.swavstream.operators.swav.WeightedKnn;
import org.swavstream.state.savepoint.PrototypeUse;

/**
 * Measures the features of held-out images: every second image is a query, the others are the bank
 * whose labels are known. Has no state: a probe is measured from itself alone.
 */
public final class ProbeEvaluator extends ProcessFunction<ProbeFeatures, ModelReport> {

    private static final long serialVersionUID = 1L;
    private static final int BYTE = 0xff;

    private final ProbeSettings settings;

    private transient WeightedKnn knn;
    private transient Sinkhorn sinkhorn;
    private transient ProbeMetrics metrics;

    public ProbeEvaluator(ProbeSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        NativeLibraries.load(settings.threads());
        knn = new WeightedKnn(settings.neighbors(), settings.temperature());
        sinkhorn = new Sinkhorn(settings.epsilon(), settings.sinkhornIterations());
        metrics = new ProbeMetrics(getRuntimeContext().getMetricGroup().addGroup("swav"));
    }

    @Override
    public void processElement(ProbeFeatures probe, Context context, Collector<ModelReport> out) {
        ProbeReport report = report(probe);
        metrics.update(report);
        out.collect(report);
    }

    private ProbeReport report(ProbeFeatures probe) {
        int[] classes = classes(probe.labels());
        return new ProbeReport(
                probe.model(),
                probe.step(),
                probe.images(),
                bank(classes.length).length,
                queries(classes.length).length,
                settings.neighbors(),
                settings.temperature(),
                quality(probe.trained(), classes),
                quality(probe.untrained(), classes),
                rawPixelsKnn(probe, classes));
    }

    private FeatureQuality quality(Representation network, int[] classes) {
        FeatureMatrix features = FeatureMatrix.of(classes.length, network.features());
        FeatureMatrix scores = FeatureMatrix.of(classes.length, network.scores());
        FeatureSpread spread = FeatureSpread.of(features);
        PrototypeUse use = PrototypeUse.of(scores.largestCounts());
        return new FeatureQuality(
                accuracy(features, classes),
                network.loss(),
                network.loss() / Math.log(scores.columns()),
                use.entropy(),
                use.used(),
                sinkhorn.codeEntropy(scores),
                spread.standardDeviation(),
                spread.rankMe());
    }

    private Double rawPixelsKnn(ProbeFeatures probe, int[] classes) {
        byte[] pixels = probe.pixels();
        if (pixels.length == 0) {
            return null;
        }
        float[] values = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            values[i] = pixels[i] & BYTE;
        }
        return accuracy(FeatureMatrix.of(classes.length, values), classes);
    }

    private double accuracy(FeatureMatrix features, int[] classes) {
        int[] bank = bank(classes.length);
        int[] queries = queries(classes.length);
        return knn.accuracy(
                features.select(bank),
                select(classes, bank),
                features.select(queries),
                select(classes, queries));
    }

    private static int[] bank(int images) {
        return IntStream.range(0, images).filter(i -> i % 2 == 0).toArray();
    }

    private static int[] queries(int images) {
        return IntStream.range(0, images).filter(i -> i % 2 == 1).toArray();
    }

    private static int[] select(int[] classes, int[] numbers) {
        return IntStream.of(numbers).map(i -> classes[i]).toArray();
    }

    /** Classes as numbers, in the order in which the labels first occur. */
    private static int[] classes(List<String> labels) {
        Map<String, Integer> numbers = new HashMap<>();
        return labels.stream()
                .mapToInt(
                        label -> {
                            numbers.putIfAbsent(label, numbers.size());
                            return numbers.get(label);
                        })
                .toArray();
    }
}
