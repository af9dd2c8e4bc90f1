package org.swavstream.job.cli;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.job.console.Reports;
import org.swavstream.job.run.Resumption;
import org.swavstream.job.run.TrainingJob;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.PlateauAlarm;
import org.swavstream.operators.report.ReportJson;

/** A job that trains nothing: it counts, and reports each number as a step. */
final class CountingJob implements TrainingJob {

    static final ConfigOption<Long> FAIL_AT =
            ConfigOptions.key("counting.fail-at").longType().defaultValue(Long.MAX_VALUE);

    /** Whether a task fails at its first snapshot, until it is restarted. */
    static final ConfigOption<Boolean> FAIL_SNAPSHOT =
            ConfigOptions.key("counting.fail-snapshot").booleanType().defaultValue(false);

    @Override
    public Resumption resumption(String savepoint, Configuration configuration) {
        return new Resumption("numbers", List.of());
    }

    @Override
    public void define(StreamExecutionEnvironment environment, Configuration configuration) {
        environment
                .fromSource(
                        new NumberSequenceSource(1, Long.MAX_VALUE - 1),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .uid("numbers")
                .process(
                        new Report(
                                configuration.get(KafkaOptions.BOOTSTRAP_SERVERS),
                                KafkaOptions.metricsTopic(configuration),
                                configuration.get(FAIL_AT),
                                configuration.get(FAIL_SNAPSHOT)),
                        Types.LONG)
                .uid("report")
                .sinkTo(new DiscardingSink<>())
                .uid("nothing");
    }

    /** Writes its reports without a transaction, and waits for each: about a thousand a second. */
    private static final class Report extends ProcessFunction<Long, Long>
            implements CheckpointedFunction {

        private static final long serialVersionUID = 1L;

        private final String bootstrapServers;
        private final String topic;
        private final long failAt;
        private final boolean failSnapshot;
        private transient KafkaProducer<byte[], byte[]> producer;

        Report(String bootstrapServers, String topic, long failAt, boolean failSnapshot) {
            this.bootstrapServers = bootstrapServers;
            this.topic = topic;
            this.failAt = failAt;
            this.failSnapshot = failSnapshot;
        }

        @Override
        public void open(OpenContext context) {
            var bytes = new ByteArraySerializer();
            producer =
                    new KafkaProducer<>(
                            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
                            bytes,
                            bytes);
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {}

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            if (failSnapshot && getRuntimeContext().getTaskInfo().getAttemptNumber() == 0) {
                throw new IllegalStateException("no snapshot at the first attempt");
            }
        }

        @Override
        public void processElement(Long number, Context context, Collector<Long> out)
                throws Exception {
            if (number >= failAt) {
                throw new IllegalStateException("cannot count beyond " + failAt);
            }
            send(Reports.probe("default", 0.42, 0.23));
            send(Reports.state("default", number));
            send(Reports.step("default", number, 0, PlateauAlarm.STEPS + number));
        }

        @Override
        public void close() {
            producer.close();
        }

        private void send(ModelReport report) throws Exception {
            producer.send(new ProducerRecord<>(topic, ReportJson.bytes(report))).get();
        }
    }
}
