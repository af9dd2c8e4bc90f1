package org.swavstream.job.recovery;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.state.savepoint.SnapshotMetadata;

/**
 * How the source starts: from nothing, from the state of a savepoint, or from nothing although all
 * else goes on from a savepoint.
 *
 * @param uid of the source
 * @param left the savepoint whose source's state is left behind, or empty
 */
public record SourceStart(SourceUid uid, Optional<String> left) {

    /**
     * Set by {@code --restart-source}, and no option of the reference: in a file it would discard
     * the offsets with every start.
     */
    public static final ConfigOption<Boolean> RESTART =
            ConfigOptions.key("restart-source").booleanType().defaultValue(false);

    /**
     * What a job with this configuration has to do. Its savepoint, if it has one, is read.
     *
     * @throws org.swavstream.job.configuration.ConfigurationException if the savepoint's source
     *     reads another topic
     * @throws IOException if the savepoint cannot be read
     */
    public static SourceStart of(Configuration configuration) throws IOException {
        Optional<String> savepoint = configuration.getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
        if (savepoint.isEmpty()) {
            return new SourceStart(SourceUid.FIRST, Optional.empty());
        }
        SavedSource source = SavedSource.read(savepoint.get());
        if (configuration.get(RESTART)) {
            return new SourceStart(source.uid().next(), Optional.of(source.path()));
        }
        source.requireTopic(configuration.get(KafkaOptions.TOPIC));
        return new SourceStart(source.uid(), Optional.empty());
    }

    /**
     * Lets Flink leave the source's old state behind, where that is wanted, and no other state.
     *
     * @param environment with the whole job
     * @throws IllegalStateException if other state would be left behind, too
     * @throws IOException if the savepoint cannot be read
     */
    public void apply(StreamExecutionEnvironment environment) throws IOException {
        if (left.isEmpty()) {
            return;
        }
        Set<OperatorID> operators = operators(environment);
        for (OperatorState stored : SnapshotMetadata.read(left.get()).operators()) {
            boolean source = SourceUid.of(stored).isPresent();
            if (!source && !operators.contains(stored.getOperatorID())) {
                throw new IllegalStateException(
                        "savepoint %s holds state of operator %s, which this job does not have"
                                .formatted(
                                        left.get(),
                                        stored.getOperatorUid()
                                                .orElse(stored.getOperatorID().toString())));
            }
        }
        environment.configure(
                new Configuration()
                        .set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true));
    }

    private static Set<OperatorID> operators(StreamExecutionEnvironment environment) {
        Iterable<JobVertex> vertices =
                environment.getStreamGraph(false).getJobGraph().getVertices();
        return StreamSupport.stream(vertices.spliterator(), false)
                .flatMap(vertex -> vertex.getOperatorIDs().stream())
                .flatMap(SourceStart::ids)
                .collect(Collectors.toSet());
    }

    private static Stream<OperatorID> ids(OperatorIDPair pair) {
        return Stream.concat(
                Stream.of(pair.getGeneratedOperatorID()), pair.getUserDefinedOperatorID().stream());
    }
}
