package org.swavstream.job.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.job.console.FinalTable;
import org.swavstream.job.local.KafkaBroker;
import org.swavstream.operators.training.ModelOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run}: the continuous job. */
@Command(
        name = "run",
        description = {
            "Train on the images of a Kafka topic until Ctrl-C, which stops with a savepoint.",
            "Runs on a local Flink with its web UI; as the main class of a jar that is given to"
                    + " 'flink run', on that cluster."
        })
final class RunCommand implements Callable<Integer> {

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "settings to begin with: ${COMPLETION-CANDIDATES}; see 'presets'")
    private Preset preset;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "YAML file with settings of the job and of Flink, which win over the preset's"
                            + " (default: DIR/config.yaml)")
    private Path config;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "one setting; wins over preset and file")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--from-savepoint",
            paramLabel = "PATH",
            description = "savepoint or checkpoint to go on from")
    private String savepoint;

    @Option(
            names = "--warm-start",
            paramLabel = "FILE",
            description =
                    "safetensors file with the first weights of a model that starts: its trunk, or"
                            + " all of it (short for -D model.warm-start)")
    private String warmStart;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = RunFolder.DEFAULT,
            description =
                    "folder for checkpoints, savepoints and logs of a local run (default:"
                            + " ${DEFAULT-VALUE})")
    private Path data;

    @Option(
            names = "--with-broker",
            description =
                    "start a Kafka broker on the data in DIR/kafka and use it; the topic is created"
                            + " where it is missing")
    private boolean withBroker;

    private final TrainingJob training;
    private final Console console;
    private final Launcher launcher;

    RunCommand(TrainingJob training, Console console, Launcher launcher) {
        this.training = training;
        this.console = console;
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        RunFolder folder = new RunFolder(data);
        LogFile.use(folder.log("run"));
        var environment = StreamExecutionEnvironment.getExecutionEnvironment();
        if (!(environment instanceof LocalStreamEnvironment)) {
            submit(environment, folder);
        } else if (withBroker) {
            runWithBroker(folder);
        } else {
            runLocally(folder, load(folder, settings));
        }
        return ExitStatus.OK;
    }

    private void submit(StreamExecutionEnvironment environment, RunFolder folder) throws Exception {
        Configuration configuration = load(folder, settings);
        // As on the local cluster: neither Kryo nor a generated uid may ever reach a savepoint.
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        KafkaTopics.prepare(configuration);
        environment.configure(configuration);
        training.define(environment, configuration);
        var job = environment.executeAsync(JobName.of(configuration));
        console.say("Submitted as job " + job.getJobID());
    }

    private void runWithBroker(RunFolder folder) throws Exception {
        console.say("Starting Kafka on " + folder.kafka());
        try (KafkaBroker broker = KafkaBroker.start(folder.kafka(), folder.log("kafka"))) {
            Map<String, String> withBroker = new LinkedHashMap<>(settings);
            withBroker.put(KafkaOptions.BOOTSTRAP_SERVERS.key(), broker.bootstrapServers());
            Configuration configuration = load(folder, withBroker);
            createTopic(configuration);
            console.say("Kafka: " + broker.bootstrapServers());
            runLocally(folder, configuration);
        }
    }

    private void runLocally(RunFolder folder, Configuration given) throws Exception {
        Configuration configuration = LocalSettings.withCluster(launcher, folder, given);
        LocalTraining.End end =
                new LocalTraining(training, console).run(configuration, (progress, stop) -> {});
        FinalTable.of(end.progress()).forEach(console.out()::println);
        end.savepoint().ifPresent(path -> sayHowToResume(folder, path));
    }

    private Configuration load(RunFolder folder, Map<String, String> overrides) throws IOException {
        Optional<Path> file = Optional.ofNullable(config).or(folder::existingConfiguration);
        Configuration configuration =
                LocalSettings.given(training, Optional.ofNullable(preset), file, overrides);
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        if (warmStart != null) {
            configuration.set(ModelOptions.WARM_START, absolute(warmStart));
        }
        if (configuration.contains(StateRecoveryOptions.SAVEPOINT_PATH)
                && configuration.contains(ModelOptions.WARM_START)) {
            console.say(
                    "The models of the savepoint keep their weights; the warm start is for new ones");
        }
        return configuration;
    }

    /** A TaskManager works in a folder of its own. What names a file system is left as it is. */
    private static String absolute(String file) {
        return new org.apache.flink.core.fs.Path(file).toUri().getScheme() == null
                ? Path.of(file).toAbsolutePath().normalize().toString()
                : file;
    }

    private static void createTopic(Configuration configuration) {
        try (KafkaTopics topics =
                new KafkaTopics(configuration.get(KafkaOptions.BOOTSTRAP_SERVERS), Map.of())) {
            topics.ensure(configuration.get(KafkaOptions.TOPIC));
        }
    }

    private void sayHowToResume(RunFolder folder, String path) {
        ResumeCommand resume =
                new ResumeCommand(
                        launcher.command(),
                        folder,
                        Optional.ofNullable(preset),
                        Optional.ofNullable(config),
                        withBroker,
                        settings);
        console.out().println("Savepoint: " + path);
        console.out().println("Resume with: " + resume.from(path));
    }
}
