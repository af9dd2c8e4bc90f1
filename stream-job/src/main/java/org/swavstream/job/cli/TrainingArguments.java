package org.swavstream.job.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.job.broker.KafkaBroker;
import org.swavstream.job.console.Console;
import org.swavstream.job.recovery.SourceStart;
import org.swavstream.job.run.Resumption;
import org.swavstream.job.run.RunFolder;
import org.swavstream.job.run.RunLock;
import org.swavstream.job.run.RunSettings;
import org.swavstream.job.run.TargetCluster;
import org.swavstream.job.run.TrainingJob;
import org.swavstream.operators.training.ModelOptions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is said on the command line to every command that trains. */
final class TrainingArguments {

    /** Stands for a broker's address until there is one: settings are checked before it starts. */
    private static final String BROKER_TO_START = "127.0.0.1:0";

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

    @ArgGroup private Start start = new Start();

    @Option(
            names = "--restart-source",
            description =
                    "go on with the models of the savepoint, but read anew: from other offsets, or"
                            + " another topic")
    private boolean restartSource;

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
            description = "start a Kafka broker on the data in DIR/kafka and use it")
    private boolean withBroker;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** What the job goes on from; nothing of it for a job that begins. */
    private static final class Start {

        @Option(
                names = "--from-savepoint",
                paramLabel = "PATH",
                description = "savepoint or checkpoint to go on from")
        private String savepoint;

        @Option(
                names = "--resume",
                description =
                        "resume from the newest checkpoint or savepoint in DIR (on a cluster: in"
                                + " execution.checkpointing.dir and .savepoint-dir); an error if"
                                + " there is none")
        private boolean resume;
    }

    RunFolder folder() {
        return new RunFolder(data);
    }

    /**
     * The cluster that the job will run on. It is asked for before anything else, as the first
     * logger decides which file the logs go to.
     *
     * @param name of the log of a local run; Flink's client has one of its own
     */
    TargetCluster cluster(Launcher launcher, String name) throws IOException {
        LogFile.use(folder().log(name));
        var environment = StreamExecutionEnvironment.getExecutionEnvironment();
        if (environment instanceof LocalStreamEnvironment) {
            return TargetCluster.local(launcher.home(), folder());
        }
        LogFile.useNone();
        return TargetCluster.of(environment);
    }

    /**
     * Whether the source begins where the command says, and not where a savepoint stopped.
     *
     * @param given the settings, as {@link #prepare} gives them or has them checked
     */
    boolean startsSource(Configuration given) {
        return restartSource || !goesOn(given);
    }

    private boolean goesOn(Configuration given) {
        return start.resume || given.contains(StateRecoveryOptions.SAVEPOINT_PATH);
    }

    boolean withBroker() {
        return withBroker;
    }

    /** Whether {@code key} is set on the command line. */
    boolean sets(String key) {
        return settings.containsKey(key);
    }

    /**
     * Prepares a run: gives the settings of file and command line, checked, also against the
     * savepoint to go on from, however that was given, and says what it goes on from.
     *
     * @param overrides settings of the command itself, which win
     * @param complete checks and sets what depends on the other settings, before that savepoint is
     *     looked for or read
     * @param cluster where the job will run
     */
    Configuration prepare(
            TrainingJob training,
            Console console,
            Map<String, String> overrides,
            Consumer<Configuration> complete,
            TargetCluster cluster)
            throws Exception {
        requireOneBroker(cluster);
        Configuration configuration = given(overrides, cluster);
        complete.accept(configuration);
        setWarmStart(configuration);
        cluster.requireMachine(configuration);
        if (goesOn(configuration)) {
            requireNoLocalJob(configuration, cluster);
            goOn(training, console, configuration, cluster);
        }
        return configuration;
    }

    private void requireOneBroker(TargetCluster cluster) {
        if (withBroker && cluster.environment().isPresent()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--with-broker is for local runs; name the cluster's with"
                            + " -D kafka.bootstrap-servers");
        }
        if (withBroker && sets(KafkaOptions.BOOTSTRAP_SERVERS.key())) {
            throw new ParameterException(
                    command.commandLine(),
                    "--with-broker starts a broker, and -D kafka.bootstrap-servers names another;"
                            + " give one of them");
        }
    }

    private Configuration given(Map<String, String> overrides, TargetCluster cluster)
            throws IOException {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(overrides);
        if (withBroker) {
            all.put(KafkaOptions.BOOTSTRAP_SERVERS.key(), BROKER_TO_START);
        }
        Optional<Path> configured = Optional.ofNullable(config).or(folder()::existingConfiguration);
        Configuration base = preset == null ? new Configuration() : preset.settings();
        Configuration configuration = RunSettings.given(base, configured, all);
        configuration.set(SourceStart.RESTART, restartSource);
        cluster.setUpFileSystems(configuration);
        savepoint(cluster, configuration)
                .ifPresent(path -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
        if (restartSource && !goesOn(configuration)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--restart-source is for --from-savepoint and --resume; without them, every"
                            + " source is new");
        }
        return configuration;
    }

    private void setWarmStart(Configuration configuration) {
        Optional.ofNullable(warmStart)
                .or(() -> configuration.getOptional(ModelOptions.WARM_START))
                .ifPresent(file -> configuration.set(ModelOptions.WARM_START, absolute(file)));
    }

    /**
     * Refuses while a local job is at work in the folder: it removes checkpoints, which would then
     * seem damaged.
     */
    private void requireNoLocalJob(Configuration configuration, TargetCluster cluster)
            throws IOException {
        // A lock is a file, and a command that is refused makes none.
        if (cluster.environment().isEmpty() && folder().isUsed()) {
            folder().lockJob(configuration).close();
        }
    }

    private void goOn(
            TrainingJob training,
            Console console,
            Configuration configuration,
            TargetCluster cluster)
            throws Exception {
        if (configuration.contains(ModelOptions.WARM_START)) {
            console.say(
                    "The models of the savepoint keep their weights; the warm start is for new ones");
        }
        if (start.resume) {
            configuration.set(
                    StateRecoveryOptions.SAVEPOINT_PATH, cluster.resume(configuration, console));
        }
        String savepoint = configuration.get(StateRecoveryOptions.SAVEPOINT_PATH);
        cluster.requireReadable(savepoint, configuration);
        Resumption resumption = training.resumption(savepoint, cluster.with(configuration));
        console.say("The saved state holds " + resumption.models());
        // Made here and not once: the first logger decides which file the logs go to.
        Logger log = LoggerFactory.getLogger(TrainingArguments.class);
        for (String change : resumption.changes()) {
            console.say("Changed since: " + change);
            log.info("Changed since {}: {}", savepoint, change);
        }
    }

    private Optional<String> savepoint(TargetCluster cluster, Configuration given)
            throws IOException {
        if (start.savepoint != null) {
            return Optional.of(absolute(start.savepoint));
        }
        return given.contains(StateRecoveryOptions.SAVEPOINT_PATH)
                ? given.getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
                : cluster.savepoint();
    }

    /** A TaskManager works in a folder of its own. What names a file system is left as it is. */
    private static String absolute(String file) {
        return new org.apache.flink.core.fs.Path(file).toUri().getScheme() == null
                ? Path.of(file).toAbsolutePath().normalize().toString()
                : file;
    }

    /**
     * Does {@code work} while Kafka is there: with a broker of its own where that was asked for.
     *
     * @param configuration as {@link #prepare} gave it; learns where that broker is
     * @return the command's exit status
     */
    int withKafka(Console console, Configuration configuration, Callable<Integer> work)
            throws Exception {
        return withBroker ? withBroker(console, configuration, work) : work.call();
    }

    @SuppressWarnings("try") // a lock works by being open
    private int withBroker(Console console, Configuration configuration, Callable<Integer> work)
            throws Exception {
        try (RunLock lock = folder().lockKafka()) {
            console.say("Starting Kafka on " + folder().kafka());
            try (KafkaBroker broker = KafkaBroker.start(folder().kafka(), folder().log("kafka"))) {
                console.say("Kafka: " + broker.bootstrapServers());
                configuration.set(KafkaOptions.BOOTSTRAP_SERVERS, broker.bootstrapServers());
                return work.call();
            }
        }
    }

    /** How to go on from this command's savepoint with the same settings. */
    ResumeCommand resume(Launcher launcher) {
        Map<String, String> again = new LinkedHashMap<>(settings);
        if (warmStart != null) {
            again.put(ModelOptions.WARM_START.key(), absolute(warmStart));
        }
        return new ResumeCommand(
                launcher.command(),
                folder(),
                Optional.ofNullable(preset),
                Optional.ofNullable(config),
                withBroker,
                again);
    }
}
