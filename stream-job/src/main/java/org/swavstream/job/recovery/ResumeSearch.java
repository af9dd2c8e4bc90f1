package org.swavstream.job.recovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.state.savepoint.SnapshotEntry;
import org.swavstream.state.savepoint.SnapshotFolder;

/** Looks for what a job can resume from in the folders of its checkpoints and savepoints. */
public final class ResumeSearch {

    private final Configuration configuration;

    /**
     * @param configuration of the job, with what it does not set from its cluster's
     */
    public ResumeSearch(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * The newest one whose source reads the job's topic; that of any topic where the source is to
     * be restarted.
     *
     * @throws IOException if there is none, it cannot be read, or it is not clear which is meant
     */
    public ResumePoint find() throws IOException {
        List<String> folders = folders();
        List<SnapshotEntry> entries = entries(folders);
        List<SnapshotEntry> candidates = new ArrayList<>();
        for (SnapshotEntry entry : entries) {
            if (isCandidate(entry)) {
                candidates.add(entry);
            }
        }
        if (candidates.isEmpty()) {
            throw new IOException(
                    "there is nothing to resume from: %s in %s; to begin anew, leave out --resume"
                            .formatted(missing(entries.size()), String.join(" or ", folders)));
        }
        return ResumePoint.newest(candidates);
    }

    private List<String> folders() throws IOException {
        List<String> folders =
                Stream.of(
                                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                                CheckpointingOptions.SAVEPOINT_DIRECTORY)
                        .flatMap(option -> configuration.getOptional(option).stream())
                        .distinct()
                        .toList();
        if (folders.isEmpty()) {
            throw new IOException(
                    "there is no folder to resume from: %s is not set; set it, or name a savepoint with --from-savepoint"
                            .formatted(CheckpointingOptions.CHECKPOINTS_DIRECTORY.key()));
        }
        return folders;
    }

    /** One folder may be in the other. */
    private static List<SnapshotEntry> entries(List<String> folders) throws IOException {
        TreeMap<String, SnapshotEntry> entries = new TreeMap<>();
        for (String folder : folders) {
            Path path = new Path(folder);
            if (path.getFileSystem().exists(path)) {
                SnapshotFolder.list(folder).forEach(entry -> entries.put(entry.path(), entry));
            }
        }
        return List.copyOf(entries.values());
    }

    /** What cannot be read may be the job's. */
    private boolean isCandidate(SnapshotEntry entry) throws IOException {
        if (entry.problem().isPresent()) {
            return true;
        }
        Optional<SavedSource> source = SavedSource.find(entry.path());
        return configuration.get(SourceStart.RESTART)
                ? source.isPresent()
                : source.filter(saved -> saved.reads(configuration.get(KafkaOptions.TOPIC)))
                        .isPresent();
    }

    private String missing(int others) {
        return others == 0
                ? "no complete checkpoint or savepoint is"
                : "%d checkpoints and savepoints, but none that reads topic %s, are"
                        .formatted(others, configuration.get(KafkaOptions.TOPIC));
    }
}
