package org.swavstream.tests;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.operators.probe.ProbeOptions;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.ReportJson;
import org.swavstream.operators.sequence.SequenceOptions;

/** docs/metrics.md lists what a running job registers and writes: nothing less, nothing more. */
@ExtendWith(SharedBroker.class)
final class MetricsReferenceTest {

    private static final String TOPIC = "metrics-reference";
    private static final int IMAGES = 200;

    private static final InMemoryReporter REPORTER = InMemoryReporter.create();

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setConfiguration(REPORTER.addToConfiguration(new Configuration()))
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(1)
                            .build());

    private final Map<String, Set<String>> registered = new TreeMap<>();
    private final Map<String, Set<String>> written = new TreeMap<>();

    @Test
    void theTablesAreComplete(Broker broker, @TempDir Path folder) throws Exception {
        runAJob(broker, folder);
        Map<String, Set<String>> operators = new TreeMap<>(registered);
        operators.keySet().removeIf(scope -> !scope.contains("group `swav"));
        Set<String> all = new TreeSet<>();
        registered.values().forEach(all::addAll);
        ReferenceTables page = new ReferenceTables(Path.of("..", "docs", "metrics.md"));
        assertSoftly(
                the -> {
                    the.assertThat(page.underHeadings("Operator ")).isEqualTo(operators);
                    the.assertThat(page.underHeadings("Report ")).isEqualTo(written);
                    the.assertThat(all).containsAll(page.under("Flink's own"));
                });
    }

    /** Until there is a report of each type; the raw pixels give a value to the one null field. */
    private void runAJob(Broker broker, Path folder) throws Exception {
        TestTopics.create(broker, TOPIC);
        TestTopics.publish(broker, TOPIC, IMAGES, "cats");
        try (MetricsReader metrics =
                        new MetricsReader(broker.bootstrapServers(), TOPIC + ".metrics");
                StreamJob job = new StreamJob(broker.bootstrapServers(), TOPIC, folder)) {
            job.configuration()
                    .set(SequenceOptions.HOLD_OUT_SHARE, 0.4)
                    .set(ProbeOptions.RAW_PIXELS, true);
            job.start();
            for (Class<?> type : ModelReport.class.getPermittedSubclasses()) {
                addFields(metrics.await(type.asSubclass(ModelReport.class), report -> true));
            }
            REPORTER.getMetricsByGroup().forEach(this::addMetrics);
        }
    }

    private void addMetrics(MetricGroup group, Map<String, Metric> metrics) {
        String scope = ((AbstractMetricGroup<?>) group).getLogicalScope(name -> name, '.');
        String heading =
                "Operator `%s`, group `%s`"
                        .formatted(
                                group.getAllVariables().get("<operator_name>"),
                                scope.replaceFirst(".*\\.operator\\.", ""));
        registered.computeIfAbsent(heading, key -> new TreeSet<>()).addAll(rows(metrics));
    }

    private void addFields(ModelReport report) throws IOException {
        JsonNode json = new JsonMapper().readTree(ReportJson.bytes(report));
        Set<String> fields = new TreeSet<>();
        addFields("", json, fields);
        written.put("Report `%s`".formatted(json.get("type").asText()), fields);
    }

    private static Set<String> rows(Map<String, Metric> metrics) {
        Set<String> rows = new TreeSet<>();
        metrics.forEach(
                (name, metric) ->
                        rows.add(name + " " + metric.getMetricType().name().toLowerCase(ROOT)));
        return rows;
    }

    private static void addFields(String path, JsonNode object, Set<String> fields) {
        object.properties()
                .forEach(
                        field -> {
                            String name = path + field.getKey();
                            if (field.getValue().isObject()) {
                                addFields(name + ".", field.getValue(), fields);
                            } else {
                                fields.add(name + " " + type(field.getValue()));
                            }
                        });
    }

    private static String type(JsonNode value) {
        return value.isIntegralNumber() ? "integer" : value.getNodeType().name().toLowerCase(ROOT);
    }
}
