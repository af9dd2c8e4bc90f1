package org.swavstream.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.job.configuration.ConfigurationException;
import org.swavstream.job.console.CommandException;

class RunFolderTest {

    @TempDir private Path path;

    @Test
    void jobsThatWouldEndEachOthersTransactionsAreKeptApart() throws IOException {
        try (RunLock lock = lock("swav-stream", "replay-images")) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> lock("swav-stream-replay", "images"))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("kafka.group-id swav-stream-replay and topic images");
        }
    }

    @Test
    void jobsWithOtherTransactionsWorkBesideEachOther() throws IOException {
        try (RunLock one = lock("prod", "cats.images");
                RunLock other = lock("prod.cats", "images")) {
            assertThat(one).isNotSameAs(other);
        }
    }

    @Test
    void aFolderIsMadeUnderTheFirstFreeNumber() throws IOException {
        RunFolder.create(path, "demo");
        Files.writeString(path.resolve("demo-2"), "not a folder of ours");

        RunFolder folder = RunFolder.create(path, "demo");

        assertThat(folder.path()).isEqualTo(path.resolve("demo-3")).isDirectory();
    }

    @Test
    void noFolderIsMadeInAFile() throws IOException {
        Path file = Files.writeString(path.resolve("notes.txt"), "a file");

        assertThatThrownBy(() -> RunFolder.create(file, "demo"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("--data: %s is a file; name a folder", file);
        assertThatThrownBy(() -> RunFolder.create(file.resolve("data"), "demo"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    private RunLock lock(String group, String topic) throws IOException {
        return new RunFolder(path)
                .lockJob(
                        new Configuration()
                                .set(KafkaOptions.GROUP_ID, group)
                                .set(KafkaOptions.TOPIC, topic));
    }
}
