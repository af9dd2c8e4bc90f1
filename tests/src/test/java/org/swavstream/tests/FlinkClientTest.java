package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.client.deployment.executors.RemoteExecutor;
import org.apache.flink.client.program.StreamContextEnvironment;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.job.cluster.LocalCluster;

/** The commands as the main class of {@code flink run}, with a savepoint that Flink is told of. */
@ExtendWith(SharedBroker.class)
final class FlinkClientTest {

    private static final String FIRST_PART = "--to=0:100,1:0,2:0";
    private static final String SECOND_PART = "--to=0:200,1:0,2:0";

    @TempDir private Path folder;

    private String topic;
    private Configuration settings;
    private LocalCluster cluster;
    private CommandLine commandLine;

    @BeforeEach
    void start(Broker broker, TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName();
        UnevenTopic.publish(broker, topic);
        settings = LocalCluster.settings(Optional.empty(), folder);
        settings.set(RestOptions.BIND_PORT, "0").set(TaskManagerOptions.NUM_TASK_SLOTS, 2);
        cluster = LocalCluster.start(settings);
        StreamJob job = new StreamJob(broker.bootstrapServers(), topic, folder);
        job.configuration().removeConfig(CoreOptions.DEFAULT_PARALLELISM);
        commandLine = new CommandLine(job, folder);
    }

    @AfterEach
    void stop() {
        StreamContextEnvironment.unsetAsContext();
        cluster.close();
    }

    @Test
    void itsSavepointIsReadAsTheOneOfTheCommand() throws Exception {
        submitFrom(Map.of());
        String first =
                commandLine.execute("replay", FIRST_PART, "-Dparallelism.default=2").savepoint();
        submitFrom(goingOnFrom(first));
        CommandLineRun anew = commandLine.execute("replay", FIRST_PART, "--restart-source");
        assertThat(anew.err()).contains("Changed since: parallelism was 2, is 1\n");
        assertThat(anew.out()).contains("partition 0: offsets 0 to 99");

        submitFrom(goingOnFrom(anew.savepoint()));
        assertThat(commandLine.run("replay", SECOND_PART, "--from=earliest"))
                .contains("the savepoint says where to go on");
        assertThat(commandLine.run("replay", "--topic=" + topic + ".metrics"))
                .contains("reads topic %s, not %1$s.metrics".formatted(topic));
        String rest = commandLine.run("replay", SECOND_PART);

        assertThat(rest).contains("partition 0: offsets 100 to 199", "Savepoint: ");
    }

    @Test
    void oneThatIsGoneIsLeftToFlink() {
        submitFrom(goingOnFrom(folder.resolve("gone").toUri().toString()));

        assertThat(commandLine.run("run"))
                .contains("Cannot find checkpoint or savepoint file/directory")
                .doesNotContain("cannot read savepoint");
    }

    @Test
    void aFailureNamesNoLogOfALocalRun() throws Exception {
        Files.createFile(Files.createDirectory(folder.resolve("logs")).resolve("run.log"));
        submitFrom(Map.of());

        assertThat(commandLine.run("run", "-Dkafka.topic=absent"))
                .contains("topic 'absent' does not exist")
                .doesNotContain("run.log");
    }

    @Test
    void aReplayWantsToKnowFirstWhereItsSavepointGoes() {
        settings.removeConfig(CheckpointingOptions.SAVEPOINT_DIRECTORY);
        submitFrom(Map.of());

        assertThat(commandLine.run("replay", FIRST_PART))
                .isEqualTo(
                        "swav-stream: execution.checkpointing.savepoint-dir is not set, and a"
                                + " replay ends with a savepoint; set it to a folder that the"
                                + " JobManager reaches\n");
    }

    private static Map<String, String> goingOnFrom(String savepoint) {
        return Map.of(StateRecoveryOptions.SAVEPOINT_PATH.key(), savepoint);
    }

    /** As {@code flink run} does before it calls the main class. */
    private void submitFrom(Map<String, String> options) {
        URI address = cluster.webInterface();
        Configuration client = new Configuration(settings);
        client.addAll(Configuration.fromMap(options));
        client.set(DeploymentOptions.TARGET, RemoteExecutor.NAME)
                .set(DeploymentOptions.ATTACHED, true)
                .set(RestOptions.ADDRESS, address.getHost())
                .set(RestOptions.PORT, address.getPort());
        StreamContextEnvironment.setAsContext(
                new DefaultExecutorServiceLoader(),
                client,
                getClass().getClassLoader(),
                false,
                false);
    }
}
