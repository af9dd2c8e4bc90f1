package org.swavstream.job.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.contentOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.job.Await;
import org.swavstream.job.console.CommandException;

class KafkaBrokerTest {

    @TempDir private Path folder;

    @Test
    void topicsOutliveTheBrokerAndTheBrokerOutlivesSignals() throws Exception {
        try (KafkaBroker broker = start();
                Admin admin = admin(broker)) {
            // What a terminal and a service manager send to parent and child alike.
            send("INT", broker.process());
            send("TERM", broker.process());
            NewTopic topic = new NewTopic("images", 2, (short) 1);
            admin.createTopics(List.of(topic)).all().get();
        }

        try (KafkaBroker again = start();
                Admin admin = admin(again)) {
            assertThat(admin.listTopics().names().get()).contains("images");
            assertThat(folder.resolve("kafka ü/meta.properties")).exists();
            assertThat(folder.resolve("logs/kafka.log"))
                    .content()
                    .contains("INT left", "TERM left");
        }
    }

    @Test
    void aBrokerThatCannotStartNamesItsLog() throws Exception {
        Path data = Files.createDirectories(folder.resolve("kafka ü"));
        Files.writeString(data.resolve("meta.properties"), "version=1\nnode.id=7\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("the Kafka broker ended with status")
                .hasMessageContaining("kafka.log");
    }

    /** Of two collectors a JVM starts with none. */
    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"})
    void theEnvironmentOfAllJvmsMayNameACollector(String variable) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder =
                new ProcessBuilder(
                                java.toString(),
                                StartedAndClosed.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put(variable, "-Xmx300m -XX:+UseParallelGC");

        assertThat(builder.start().waitFor())
                .as(() -> contentOf(folder.resolve("said").toFile()))
                .isZero();
    }

    static final class StartedAndClosed {

        private StartedAndClosed() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            KafkaBroker.start(folder.resolve("kafka"), folder.resolve("kafka.log")).close();
        }
    }

    /** Kafka would take it for two folders. */
    @Test
    void aFolderWithACommaIsRefused() {
        Path data = folder.resolve("one,two");

        assertThatThrownBy(() -> KafkaBroker.launch(data, folder.resolve("kafka.log")).close())
                .isInstanceOf(IOException.class)
                .hasMessage("Kafka takes no comma in the folder of its data: " + data);
        assertThat(data).doesNotExist();
    }

    @Test
    void aBrokerThatStillStartsIsWaitedFor() throws Exception {
        try (KafkaBroker broker =
                        KafkaBroker.launch(
                                folder.resolve("kafka"), folder.resolve("logs/kafka.log"));
                Admin admin = admin(broker)) {
            broker.awaitReady();

            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }

    /** As where the run that started it was killed, and is started again at once. */
    @Test
    void aBrokerThatStillHasTheDataIsWaitedFor() throws Exception {
        Path log = folder.resolve("logs/kafka.log");
        KafkaBroker before = start();
        try (before;
                KafkaBroker next = KafkaBroker.launch(folder.resolve("kafka ü"), log);
                Admin admin = admin(next)) {
            Await.until(
                    () ->
                            Optional.of(contentOf(log.toFile()))
                                    .filter(said -> said.contains("waiting for its end")));
            before.close();
            next.awaitReady();

            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }

    @Test
    void aBrokerThatStillStartsCanBeClosed() throws Exception {
        KafkaBroker broker =
                KafkaBroker.launch(folder.resolve("kafka"), folder.resolve("logs/kafka.log"));

        broker.close();

        assertThat(broker.process().isAlive()).isFalse();
    }

    private static void send(String signal, ProcessHandle process) throws Exception {
        String kill = "kill -%s %d".formatted(signal, process.pid());
        assertThat(new ProcessBuilder("/bin/sh", "-c", kill).start().waitFor()).isZero();
    }

    /** In a folder whose name Kafka would read otherwise, were it not escaped. */
    private KafkaBroker start() throws Exception {
        return KafkaBroker.start(folder.resolve("kafka ü"), folder.resolve("logs/kafka.log"));
    }

    private static Admin admin(KafkaBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
