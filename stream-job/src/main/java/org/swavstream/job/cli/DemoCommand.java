package org.swavstream.job.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.swavstream.image.dataset.Dataset;
import org.swavstream.image.dataset.Datasets;
import org.swavstream.image.dataset.ImageOrder;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.publish.PublishSettings;
import org.swavstream.image.publish.PublishTarget;
import org.swavstream.image.publish.Publisher;
import org.swavstream.job.broker.KafkaBroker;
import org.swavstream.job.cluster.CompletedCheckpoint;
import org.swavstream.job.cluster.LocalCluster;
import org.swavstream.job.console.Console;
import org.swavstream.job.console.FinalTable;
import org.swavstream.job.console.RunProgress;
import org.swavstream.job.run.KafkaTopics;
import org.swavstream.job.run.RunFolder;
import org.swavstream.job.run.RunLock;
import org.swavstream.job.run.RunObserver;
import org.swavstream.job.run.RunSettings;
import org.swavstream.job.run.StopRequest;
import org.swavstream.job.run.TargetCluster;
import org.swavstream.job.run.TrainingJob;
import org.swavstream.job.run.TrainingRun;
import org.swavstream.operators.sequence.HoldOut;
import org.swavstream.operators.sequence.SequenceOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: everything at once, on this machine. */
@Command(
        name = "demo",
        description = {
            "Watch a model learn: starts Kafka and Flink on this machine, publishes images, trains"
                    + " on them for some minutes, and stops with a savepoint.",
            "Everything is kept in a new folder DIR/demo-N."
        })
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--images",
            defaultValue = "fashion-mnist",
            description =
                    "fashion-mnist, textures, or whatever 'publish' takes (default:"
                            + " ${DEFAULT-VALUE})")
    private String images;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "4",
            description = "minutes of training, from the first step (default: ${DEFAULT-VALUE})")
    private double minutes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "seed of the weights, the crops and the order (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--json", description = "end standard output with the result as a line of JSON")
    private boolean json;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = RunFolder.DEFAULT,
            description = "folder for the demo's folder (default: ${DEFAULT-VALUE})")
    private Path data;

    @Spec private CommandSpec spec;

    private final TrainingJob training;
    private final Console console;
    private final Launcher launcher;
    private final TrainingClock clock = new TrainingClock();

    DemoCommand(TrainingJob training, Console console, Launcher launcher) {
        this.training = training;
        this.console = console;
        this.launcher = launcher;
    }

    @Override
    @SuppressWarnings("try") // a lock works by being open
    public Integer call() throws Exception {
        if (!(minutes > 0)) {
            String problem = "--minutes is %s; expected more than 0".formatted(minutes);
            throw new ParameterException(spec.commandLine(), problem);
        }
        Dataset dataset = Datasets.open(images);
        ImageChoice.sayLeftOut(images, dataset, console);
        RunFolder folder = RunFolder.create(data, "demo");
        LogFile.use(folder.log("demo"));
        DemoSettings.of(images, seed).write(folder.configuration());
        console.say("Everything of this demo is in " + folder.path());
        try (RunLock lock = folder.lockKafka();
                KafkaBroker broker = KafkaBroker.launch(folder.kafka(), folder.log("kafka"))) {
            train(dataset, folder, broker);
        }
        return ExitStatus.OK;
    }

    /** Starts Flink while the broker starts in its own process. */
    @SuppressWarnings("try") // a lock works by being open
    private void train(Dataset dataset, RunFolder folder, KafkaBroker broker) throws Exception {
        Configuration configuration = configuration(folder, broker.bootstrapServers());
        try (RunLock lock = folder.lockJob(configuration);
                LocalCluster cluster = LocalCluster.start(configuration)) {
            broker.awaitReady();
            console.say(
                    "Kafka: %s, topic %s".formatted(broker.bootstrapServers(), DemoSettings.TOPIC));
            KafkaTopics.createIfMissing(broker.bootstrapServers(), DemoSettings.TOPIC);
            PublishGate gate = new PublishGate();
            HoldOut holdOut = new HoldOut(configuration.get(SequenceOptions.HOLD_OUT_SHARE));
            Dataset counted = new CountedHoldOut(dataset, holdOut, gate::heldOut);
            try (BackgroundPublisher publisher =
                    new BackgroundPublisher(publisher(counted, broker.bootstrapServers()), gate)) {
                TrainingRun run = new TrainingRun(training, console, Optional.of(resume(folder)));
                report(folder, run.run(cluster, configuration, new Observer(publisher)));
                publisher.requireSound();
            }
        }
    }

    private Configuration configuration(RunFolder folder, String bootstrapServers)
            throws IOException {
        Map<String, String> broker = Map.of(KafkaOptions.BOOTSTRAP_SERVERS.key(), bootstrapServers);
        Configuration given =
                RunSettings.given(new Configuration(), folder.existingConfiguration(), broker);
        return TargetCluster.local(launcher.home(), folder).with(given);
    }

    /** Keeps the publisher near the job, and ends the run when its minutes or images are over. */
    private final class Observer implements RunObserver {

        private final BackgroundPublisher publisher;

        private Observer(BackgroundPublisher publisher) {
            this.publisher = publisher;
        }

        @Override
        public void observe(
                RunProgress progress, Optional<CompletedCheckpoint> checkpoint, StopRequest stop) {
            publisher.used(progress.imagesUsed());
            progress.last().ifPresent(model -> clock.stepped());
            if (publisher.failed() || clock.elapsed().compareTo(duration()) >= 0) {
                stop.request();
            }
        }

        @Override
        public void saved() {
            clock.saved();
        }
    }

    private Publisher publisher(Dataset dataset, String bootstrapServers) {
        dataset.size()
                .ifPresent(
                        size ->
                                console.say(
                                        ("%s has %,d images. They are published again and again,"
                                                        + " in fresh shuffles; each record is"
                                                        + " trained on once.")
                                                .formatted(dataset.name(), size)));
        PublishSettings settings =
                PublishSettings.inOrder(new ImageOrder.Shuffled(seed))
                        .withPasses(PublishSettings.ENDLESS)
                        .withoutResume();
        PublishTarget target =
                new PublishTarget(
                        bootstrapServers, DemoSettings.TOPIC, OptionalInt.empty(), Map.of());
        return new Publisher(dataset, target, settings);
    }

    private Duration duration() {
        return Duration.ofMillis(Math.round(minutes * 60_000));
    }

    private ResumeCommand resume(RunFolder folder) {
        return new ResumeCommand(
                launcher.command(), folder, Optional.empty(), Optional.empty(), true, Map.of());
    }

    /** The broker has another port by then, which the resumed run says. */
    private String publish() {
        return ShellWords.join(
                List.of(
                        launcher.command(),
                        "publish",
                        images,
                        "--repeat",
                        "0",
                        "--topic",
                        DemoSettings.TOPIC,
                        "--bootstrap-servers",
                        "HOST:PORT"));
    }

    private void report(RunFolder folder, TrainingRun.End end) {
        double seconds = clock.elapsed().toMillis() / 1e3;
        FinalTable.of(end.progress()).forEach(console.out()::println);
        end.savepoint()
                .ifPresent(
                        path -> {
                            console.out().println("Savepoint: " + path);
                            console.out().println("Resume with: " + resume(folder).from(path));
                            console.out().println("Feed it in a second shell with: " + publish());
                        });
        if (json) {
            console.out().println(Json.of(DemoResult.of(end, seconds)));
        }
    }
}
