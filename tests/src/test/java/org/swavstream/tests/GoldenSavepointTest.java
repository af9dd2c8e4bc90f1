package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.kafka.RecordOrder;
import org.swavstream.operators.report.ReportJson;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.sequence.SequenceOptions;

/**
 * Committed savepoints of this and earlier builds are read, and the job goes on from them. Beside
 * each lies what {@code inspect} said of it, and where the build that wrote it came to from there.
 */
@ExtendWith(SharedBroker.class)
final class GoldenSavepointTest {

    private static final Path SAVEPOINTS = Path.of("src", "test", "resources", "savepoints");
    private static final String INSPECTION = "inspect.json";
    private static final String CONTINUED = "continued.json";

    private static final String TOPIC = "golden-savepoint";
    private static final String FIRST_PART = "--to=0:113,1:10,2:0";
    private static final String NOTHING_MORE = "0:0-113,1:0-10,2:0-0";
    private static final String SECOND_PART = "--to=0:240,1:40,2:0";

    @TempDir private Path folder;

    static List<Path> savepoints() throws IOException {
        try (Stream<Path> folders = Files.list(SAVEPOINTS)) {
            return folders.sorted().toList();
        }
    }

    @BeforeAll
    static void publish(Broker broker) throws Exception {
        UnevenTopic.publish(broker, TOPIC);
    }

    @ParameterizedTest
    @MethodSource("savepoints")
    void inspectSaysOfItWhatItSaidWhenItWasWritten(Path savepoint) throws IOException {
        assertThat(inspect(savepoint)).isEqualTo(inspection(savepoint));
    }

    /** All but the model's bits, which would be other ones on another kind of CPU. */
    @ParameterizedTest
    @MethodSource("savepoints")
    void theJobGoesOnFromItAsTheBuildThatWroteItDid(Path savepoint, Broker broker)
            throws Exception {
        Replay second =
                replay(
                        asBefore(savepoint, broker),
                        SECOND_PART,
                        "--from-savepoint",
                        savepoint.toString());
        assertThat(second.end())
                .usingRecursiveComparison()
                .ignoringFields("checkpoint", "weightsDigest")
                .isEqualTo(ReportJson.parse(Files.readAllBytes(savepoint.resolve(CONTINUED))));
        GoldenNames.requireStates(StoredStates.of(second.savepoint()));
        assertThat(bytes(Path.of(URI.create(second.savepoint()))))
                .as("size of the next savepoint: nothing is kept in two forms")
                .isLessThan(bytes(savepoint) * 3 / 2);
    }

    /** They are the same on every kind of CPU: nothing was computed before the next step. */
    @ParameterizedTest
    @MethodSource("savepoints")
    void theTrainerHasItsBitsBeforeTheNextStep(Path savepoint, Broker broker) throws Exception {
        StreamJob job = asBefore(savepoint, broker).from(savepoint.toUri().toString());
        job.configuration()
                .set(KafkaOptions.ORDER, RecordOrder.OFFSET)
                .set(KafkaOptions.RANGE, NOTHING_MORE);
        StateReport restored;
        try (MetricsReader metrics = metrics(job);
                StreamJob running = job.start()) {
            restored = metrics.await(StateReport.class, state -> true);
        }
        JsonNode model = inspection(savepoint).at("/models/0");
        assertThat(restored.step()).isEqualTo(model.get("step").asLong());
        assertThat(restored.weightsDigest()).isEqualTo(model.get("weights_digest").asText());
    }

    private StreamJob asBefore(Path savepoint, Broker broker) throws IOException {
        StreamJob job = job(broker);
        inspection(savepoint)
                .at("/models/0/settings")
                .properties()
                .forEach(
                        setting ->
                                job.configuration()
                                        .setString(setting.getKey(), setting.getValue().asText()));
        return job;
    }

    /**
     * Writes the next golden savepoint; docs/testing.md says when. It holds no transactions, which
     * the next test's broker would not know.
     */
    @Test
    @Tag("golden")
    void writesTheNextOne(Broker broker) throws Exception {
        Path next = SAVEPOINTS.resolve("" + (savepoints().size() + 1));
        StreamJob job = job(broker);
        job.configuration().set(KafkaOptions.SINK_GUARANTEE, DeliveryGuarantee.AT_LEAST_ONCE);
        Replay first = replay(job, FIRST_PART);
        assertThat(first.end().pending()).isPositive();
        assertThat(first.end().skipped()).isPositive();
        Replay second = replay(job, SECOND_PART, "--from-savepoint", first.savepoint());
        FileUtils.copy(
                new org.apache.flink.core.fs.Path(first.savepoint()),
                new org.apache.flink.core.fs.Path(next.toUri()),
                false);
        Files.writeString(next.resolve(INSPECTION), inspect(next).toPrettyString() + "\n");
        Files.writeString(next.resolve(CONTINUED), ReportJson.text(second.end()) + "\n");
    }

    /**
     * A replay that came to its end.
     *
     * @param savepoint that it printed
     * @param end what that holds
     */
    private record Replay(String savepoint, StateReport end) {}

    private Replay replay(StreamJob job, String... arguments) throws Exception {
        try (MetricsReader metrics = metrics(job)) {
            String savepoint =
                    new CommandLine(job, folder).execute("replay", arguments).savepoint();
            return new Replay(savepoint, metrics.latest(StateReport.class));
        }
    }

    private static MetricsReader metrics(StreamJob job) {
        return new MetricsReader(
                job.configuration().get(KafkaOptions.BOOTSTRAP_SERVERS), TOPIC + ".metrics");
    }

    private static long bytes(Path savepoint) throws IOException {
        try (Stream<Path> files = Files.list(savepoint)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private StreamJob job(Broker broker) {
        StreamJob job = new StreamJob(broker.bootstrapServers(), TOPIC, folder);
        job.configuration().set(SequenceOptions.HOLD_OUT_SHARE, 0.1);
        return job;
    }

    private static ObjectNode inspection(Path savepoint) throws IOException {
        return (ObjectNode) new ObjectMapper().readTree(savepoint.resolve(INSPECTION).toFile());
    }

    private static ObjectNode inspect(Path savepoint) throws IOException {
        CommandLineRun run = CommandLineRun.of("inspect", savepoint.toString(), "--json");
        assertThat(run.failed()).as(run.err()).isFalse();
        ObjectNode said = (ObjectNode) new ObjectMapper().readTree(run.out());
        ((ObjectNode) said.at("/models/0")).remove("prototypes"); // computed, not stored
        return said.without("path");
    }
}
