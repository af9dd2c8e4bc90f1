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

    private static final String BEGIN_ANEW = "to begin anew, leave out --resume";

    private final Configuration configuration;

    /**
     * @param configuration of the job, with what it does not set from its cluster's
     */
    public ResumeSearch(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * The newest one that a job with this one's {@code kafka.group-id} and topic left; with any
     * topic where the source is to be restarted. Another job that uses the same folders, such as a
     * replay beside a live job, may have come further.
     *
     * @throws IOException if there is none, it cannot be read, or it is not clear which is meant
     */
    public ResumePoint find() throws IOException {
        List<String> folders = folders();
        List<SnapshotEntry> entries = entries(folders);
        List<SnapshotEntry> candidates = new ArrayList<>();
        int ofOtherGroups = 0;
        for (SnapshotEntry entry : entries) {
            // What cannot be read may be the job's.
            if (entry.problem().isPresent()) {
                candidates.add(entry);
                continue;
            }
            try {
                Optional<SavedSource> source = SavedSource.find(entry.path()).filter(this::isRead);
                if (source.filter(this::isOfGroup).isPresent()) {
                    candidates.add(entry);
                } else if (source.isPresent()) {
                    ofOtherGroups++;
                }
            } catch (IOException e) {
                // As where a job that runs has removed it since; whether it matters is seen below.
                candidates.add(
                        SnapshotEntry.unreadable(entry.path(), entry.taken(), entry.job(), e));
            }
        }
        if (candidates.isEmpty()) {
            throw new IOException(
                    "there is nothing to resume from: "
                            + missing(entries.size(), ofOtherGroups, String.join(" or ", folders)));
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

    private boolean isRead(SavedSource source) {
        return configuration.get(SourceStart.RESTART)
                || source.reads(configuration.get(KafkaOptions.TOPIC));
    }

    private boolean isOfGroup(SavedSource source) {
        return source.mayBeOf(
                configuration.get(KafkaOptions.GROUP_ID), configuration.get(KafkaOptions.TOPIC));
    }

    private String missing(int others, int ofOtherGroups, String folders) {
        if (others == 0) {
            return "no complete checkpoint or savepoint is in %s; %s"
                    .formatted(folders, BEGIN_ANEW);
        }
        return ofOtherGroups == 0
                ? "%d checkpoints and savepoints, but none that reads topic %s, are in %s; %s"
                        .formatted(
                                others, configuration.get(KafkaOptions.TOPIC), folders, BEGIN_ANEW)
                : "%d checkpoints and savepoints, but none of a job with %s %s, are in %s; to go on from one of them, name it with --from-savepoint"
                        .formatted(
                                ofOtherGroups,
                                KafkaOptions.GROUP_ID.key(),
                                configuration.get(KafkaOptions.GROUP_ID),
                                folders);
    }
}
