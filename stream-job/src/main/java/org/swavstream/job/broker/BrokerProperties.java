package org.swavstream.job.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The settings of a Kafka broker that is its own controller and serves this machine only. */
final class BrokerProperties {

    /** Bytes of the largest record, 64 MiB: an image as a camera writes it. */
    private static final int LARGEST_RECORD = 64 << 20;

    private BrokerProperties() {}

    static Properties of(Path data, int brokerPort, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(roles(brokerPort, controllerPort));
        properties.putAll(singleNode());
        properties.putAll(idleThreads());
        properties.putAll(topics());
        properties.setProperty("log.dirs", data.toAbsolutePath().toString());
        return properties;
    }

    private static Map<String, String> roles(int brokerPort, int controllerPort) {
        String broker = "PLAINTEXT://127.0.0.1:" + brokerPort;
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.voters",
                "1@127.0.0.1:" + controllerPort,
                "controller.listener.names",
                "CONTROLLER",
                "listeners",
                broker + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                broker);
    }

    private static Map<String, String> singleNode() {
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0");
    }

    /**
     * Every thread wakes up several times a second, and the training wants the cores: nobody but
     * this machine asks, and nobody follows the controller's log.
     */
    private static Map<String, String> idleThreads() {
        return Map.of(
                "num.network.threads", "1",
                "num.io.threads", "2",
                "metadata.max.idle.interval.ms", "0");
    }

    /** A mistyped topic must be an error, and what was published must be there for a replay. */
    private static Map<String, String> topics() {
        return Map.of(
                "auto.create.topics.enable",
                "false",
                "log.retention.ms",
                "-1",
                "message.max.bytes",
                Integer.toString(LARGEST_RECORD),
                "replica.fetch.max.bytes",
                Integer.toString(LARGEST_RECORD));
    }
}
