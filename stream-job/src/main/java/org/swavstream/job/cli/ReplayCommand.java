package org.swavstream.job.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.kafka.RangeBound;
import org.swavstream.image.kafka.RangeLookup;
import org.swavstream.image.kafka.RecordOrder;
import org.swavstream.image.kafka.TopicRange;
import org.swavstream.job.configuration.ConfigurationException;
import org.swavstream.job.console.CommandException;
import org.swavstream.job.console.Console;
import org.swavstream.job.console.FinalTable;
import org.swavstream.job.recovery.SavedSource;
import org.swavstream.job.run.KafkaTopics;
import org.swavstream.job.run.ReplayEnd;
import org.swavstream.job.run.RunFolder;
import org.swavstream.job.run.TargetCluster;
import org.swavstream.job.run.TrainingJob;
import org.swavstream.job.run.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code replay}: trains on a part of a topic and ends. */
@Command(
        name = "replay",
        description = {
            "Train on a part of a topic, from one place to another, and end with a savepoint.",
            "The same part gives the same model, to the bit, on one type of machine and with one"
                    + " train.threads. SPEC is "
                    + RangeBound.SYNTAX
                    + ".",
            "Given to 'flink run', it stays with its job until this ends."
        })
final class ReplayCommand implements Callable<Integer> {

    @Option(
            names = "--topic",
            paramLabel = "T",
            description = "topic to read (default: kafka.topic of the settings)")
    private String topic;

    @Option(
            names = "--from",
            paramLabel = "SPEC",
            description =
                    "where to begin (default: earliest; with a savepoint, where that stopped)")
    private RangeBound from;

    @Option(
            names = "--to",
            paramLabel = "SPEC",
            defaultValue = "latest",
            description = "where to end (exclusive) (default: ${DEFAULT-VALUE})")
    private RangeBound to;

    @Mixin private TrainingArguments arguments;

    @Spec private CommandSpec spec;

    private final TrainingJob training;
    private final Console console;
    private final Launcher launcher;

    ReplayCommand(TrainingJob training, Console console, Launcher launcher) {
        this.training = training;
        this.console = console;
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        TargetCluster cluster = arguments.cluster(launcher, "replay");
        Configuration given =
                arguments.prepare(
                        training, console, topicSetting(), this::completeSettings, cluster);
        given.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, savepointFolder(cluster.with(given)));
        return arguments.withKafka(console, given, () -> replay(cluster, given));
    }

    private int replay(TargetCluster cluster, Configuration given) throws Exception {
        TopicRange range = range(given);
        ReplayText.of(range, given.get(KafkaOptions.ORDER)).forEach(console.out()::println);
        if (range.isEmpty() && arguments.startsSource(given)) {
            console.say("The range is empty: there is nothing to replay.");
            return ExitStatus.OK;
        }
        if (range.isEmpty()) {
            console.say("Nothing is left to read; batches that wait are trained on, then saved.");
        }
        given.set(KafkaOptions.RANGE, range.text());
        ReplayEnd replayEnd = new ReplayEnd(range, console);
        if (cluster.environment().isPresent()) {
            TrainingRun run = new TrainingRun(training, console, Optional.empty());
            TrainingRun.End end = run.run(cluster.environment().get(), given, replayEnd);
            return report(range, replayEnd, end, Optional.empty());
        }
        RunFolder folder = arguments.folder();
        ResumeCommand resume = arguments.resume(launcher);
        TrainingRun run = new TrainingRun(training, console, Optional.of(resume.restOf(range)));
        TrainingRun.End end = run.run(folder, cluster.with(given), replayEnd);
        return report(range, replayEnd, end, Optional.of(resume));
    }

    private void completeSettings(Configuration given) {
        if (from != null && !arguments.startsSource(given)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--from with a savepoint: the savepoint says where to go on; to begin"
                            + " elsewhere with its models, add --restart-source");
        }
        if (!given.contains(KafkaOptions.ORDER)) {
            given.set(KafkaOptions.ORDER, RecordOrder.OFFSET);
        }
        if (!arguments.sets(KafkaOptions.GROUP_ID.key())) {
            // The transactions of a live job with these settings are not ours to end.
            given.set(KafkaOptions.GROUP_ID, given.get(KafkaOptions.GROUP_ID) + "-replay");
        }
    }

    /** Asked for at the end of a replay, it would be missing only then. */
    private static String savepointFolder(Configuration configuration) {
        return configuration
                .getOptional(CheckpointingOptions.SAVEPOINT_DIRECTORY)
                .orElseThrow(
                        () ->
                                new ConfigurationException(
                                        List.of(
                                                "execution.checkpointing.savepoint-dir is not set,"
                                                        + " and a replay ends with a savepoint; set"
                                                        + " it to a folder that the JobManager"
                                                        + " reaches")));
    }

    private TopicRange range(Configuration given) throws IOException {
        String name = given.get(KafkaOptions.TOPIC);
        try (KafkaTopics topics =
                new KafkaTopics(
                        given.get(KafkaOptions.BOOTSTRAP_SERVERS),
                        KafkaOptions.clientProperties(given))) {
            topics.require(name);
            if (arguments.startsSource(given)) {
                RangeBound start = Optional.ofNullable(from).orElseGet(RangeBound.Earliest::new);
                return fitting("--from, --to", () -> topics.lookUp(name).between(start, to));
            }
            SavedSource saved = SavedSource.read(given.get(StateRecoveryOptions.SAVEPOINT_PATH));
            saved.requireTopic(name);
            RangeLookup partitions = topics.lookUp(name);
            TopicRange range =
                    fitting("the savepoint, --to", () -> partitions.between(saved.offsets(), to));
            partitions.addedTo(saved.offsets().keySet()).forEach(this::sayThatItIsNotRead);
            return range;
        }
    }

    private TopicRange fitting(String options, Supplier<TopicRange> range) {
        try {
            return range.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "%s: %s".formatted(options, e.getMessage()), e);
        }
    }

    private void sayThatItIsNotRead(int partition) {
        console.say("Partition %d: not in the savepoint, not read".formatted(partition));
    }

    /**
     * @param resume how to go on; on a cluster, that is up to its own tools
     */
    private int report(
            TopicRange range,
            ReplayEnd replayEnd,
            TrainingRun.End end,
            Optional<ResumeCommand> resume) {
        String savepoint =
                end.savepoint()
                        .orElseThrow(
                                () ->
                                        new CommandException(
                                                "the job ended without a savepoint; it was"
                                                        + " cancelled or stopped by another client"));
        FinalTable.of(end.progress()).forEach(console.out()::println);
        console.out().println("Savepoint: " + savepoint);
        if (replayEnd.reached()) {
            console.say("Replayed to the end.");
            resume.map(command -> "Train on with: " + command.with(topicSetting(), savepoint))
                    .ifPresent(console.out()::println);
            return ExitStatus.OK;
        }
        console.say("Stopped before the end of the range.");
        resume.map(command -> "Resume with: " + command.restOf(range).from(savepoint))
                .ifPresent(console.out()::println);
        return ExitStatus.INTERRUPTED;
    }

    private Map<String, String> topicSetting() {
        return topic == null ? Map.of() : Map.of(KafkaOptions.TOPIC.key(), topic);
    }
}
