package org.swavstream.job.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.kafka.KafkaOptions;

class ResumeSearchTest {

    private static final String LIVE = "a".repeat(32);
    private static final String REPLAY = "b".repeat(32);

    @TempDir private Path folder;

    /** The live job's is the newer one and has the larger number, as if it went on from it. */
    @Test
    void aReplayDoesNotGoOnFromTheLiveJobBesideIt() throws Exception {
        job(REPLAY, "live-replay-images-metrics").checkpoint(20, 100);
        job(LIVE, "live-images-metrics").checkpoint(500, 200);

        assertThat(search("live-replay", "images")).isEqualTo(path(REPLAY, 20));
    }

    @Test
    void aLiveJobDoesNotGoOnFromALongerReplay() throws Exception {
        job(LIVE, "live-images-metrics").checkpoint(5, 100);
        job(REPLAY, "live-replay-images-metrics").checkpoint(90, 200);

        assertThat(search("live", "images")).isEqualTo(path(LIVE, 5));
    }

    @Test
    void whereOnlyOtherJobsLeftSomethingItSaysHowToGoOnFromThem() throws Exception {
        job(REPLAY, "live-replay-images-metrics").checkpoint(90, 200);

        assertThatThrownBy(() -> search("live", "images"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "nothing to resume from: 1 checkpoints and savepoints, but none of a job"
                                + " with kafka.group-id live, are in "
                                + folder)
                .hasMessageContaining("--from-savepoint");
        assertThatThrownBy(() -> search("live", "cats"))
                .hasMessageContaining("but none that reads topic cats, are in");
    }

    @Test
    void whatWasWrittenAtLeastOnceMayBeAnyJobsOfItsTopic() throws Exception {
        job(LIVE, "").checkpoint(5, 100);

        assertThat(search("live-replay", "images")).isEqualTo(path(LIVE, 5));
    }

    /** The transactions of what is found have the name of the topic that was read then. */
    @Test
    void aSourceThatIsRestartedMayHaveReadAnotherTopicInTheSameGroup() throws Exception {
        job(LIVE, "live-images-metrics").checkpoint(5, 100);
        job(REPLAY, "live-replay-images-metrics").checkpoint(90, 200);
        Configuration restarts = settings("live", "cats").set(SourceStart.RESTART, true);

        assertThat(new ResumeSearch(restarts).find().path()).isEqualTo(path(LIVE, 5));
    }

    /** The running job removes what it no longer needs, and a copy may have been cut short. */
    @Test
    void whatCannotBeReadMattersOnlyWhereItIsTheNewest() throws Exception {
        requireMattersOnlyWhereNewest(SavedFile::delete, "a file of it is missing");
    }

    /** The JVM has no memory for the length that is read then. */
    @Test
    void whatIsDamagedMattersOnlyWhereItIsTheNewest() throws Exception {
        requireMattersOnlyWhereNewest(SavedFile::damageLength, "it is damaged");
    }

    private void requireMattersOnlyWhereNewest(Consumer<SavedFile> harm, String reason)
            throws Exception {
        SavedJob live = job(LIVE, "live-images-metrics");
        live.checkpoint(5, 100);
        states(path(LIVE, 5)).forEach(harm);
        live.checkpoint(6, 200);

        assertThat(search("live", "images")).isEqualTo(path(LIVE, 6));
        states(path(LIVE, 6)).forEach(harm);
        assertThatThrownBy(() -> search("live", "images"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot read savepoint '%s': %s", path(LIVE, 6), reason)
                .hasMessageEndingWith("; there is no other to resume from");
    }

    private static List<SavedFile> states(String checkpoint) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(checkpoint))) {
            return files.filter(file -> !file.endsWith("_metadata")).map(SavedFile::new).toList();
        }
    }

    private SavedJob job(String id, String transactions) {
        return new SavedJob(folder, id, "images", transactions);
    }

    private String search(String group, String topic) throws IOException {
        return new ResumeSearch(settings(group, topic)).find().path();
    }

    private Configuration settings(String group, String topic) {
        return new Configuration()
                .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toString())
                .set(KafkaOptions.GROUP_ID, group)
                .set(KafkaOptions.TOPIC, topic);
    }

    private String path(String job, long number) {
        return folder.resolve(job).resolve("chk-" + number).toString();
    }
}
