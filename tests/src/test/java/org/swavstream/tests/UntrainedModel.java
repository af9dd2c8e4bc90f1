package org.swavstream.tests;

import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.swavstream.image.broker.Broker;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.sequence.SequenceOptions;
import org.swavstream.operators.sequence.SequenceOptions.ModelKey;
import org.swavstream.operators.training.ModelOptions;
import org.swavstream.operators.training.TrainOptions;

/** A job with the model {@code cats} that was stopped before its first step. */
final class UntrainedModel {

    private UntrainedModel() {}

    /** Returns the path of its savepoint. */
    static String savepoint(Broker broker, String topic, Path folder, Configuration settings)
            throws Exception {
        TestTopics.create(broker, topic);
        TestTopics.publish(broker, topic, StreamJob.BATCH_SIZE - 1, "cats");
        try (MetricsReader metrics =
                        new MetricsReader(broker.bootstrapServers(), topic + ".metrics");
                StreamJob job = new StreamJob(broker.bootstrapServers(), topic, folder)) {
            job.configuration().set(SequenceOptions.KEY_BY, ModelKey.RECORD_KEY).addAll(settings);
            job.start();
            metrics.await(StateReport.class, state -> state.pending() > 0);
            return job.stop();
        }
    }

    /** Settings of one that begins with the weights of a file. */
    static Configuration beginningWith(Path model) {
        return new Configuration()
                .set(TrainOptions.SEED, 77L)
                .set(ModelOptions.WARM_START, model.toString());
    }
}
