package org.swavstream.job.cli;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.job.cluster.RemoteCluster;
import org.swavstream.job.console.Console;
import org.swavstream.job.console.FinalTable;
import org.swavstream.job.run.KafkaTopics;
import org.swavstream.job.run.TargetCluster;
import org.swavstream.job.run.TrainingJob;
import org.swavstream.job.run.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code run}: the continuous job. */
@Command(
        name = "run",
        description = {
            "Train on the images of a Kafka topic until Ctrl-C, which stops with a savepoint.",
            "Runs on a local Flink with its web UI; as the main class of a jar that is given to"
                    + " 'flink run', on that cluster.",
            "With --with-broker, the topic is created where it is missing."
        })
final class RunCommand implements Callable<Integer> {

    @Mixin private TrainingArguments arguments;

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
        TargetCluster cluster = arguments.cluster(launcher, "run");
        Configuration given =
                arguments.prepare(training, console, Map.of(), settings -> {}, cluster);
        return cluster.environment().isPresent()
                ? submit(cluster.environment().get(), given)
                : arguments.withKafka(console, given, () -> train(cluster, given));
    }

    private int submit(StreamExecutionEnvironment environment, Configuration configuration)
            throws Exception {
        KafkaTopics.prepare(configuration);
        RemoteCluster.configure(environment, configuration);
        training.define(environment, configuration);
        var job = environment.executeAsync();
        console.say("Submitted as job " + job.getJobID());
        return ExitStatus.OK;
    }

    private int train(TargetCluster cluster, Configuration given) throws Exception {
        if (arguments.withBroker()) {
            KafkaTopics.createIfMissing(
                    given.get(KafkaOptions.BOOTSTRAP_SERVERS), given.get(KafkaOptions.TOPIC));
        }
        TrainingRun.End end =
                new TrainingRun(training, console, Optional.of(arguments.resume(launcher)))
                        .run(
                                arguments.folder(),
                                cluster.with(given),
                                (progress, checkpoint, stop) -> {});
        FinalTable.of(end.progress()).forEach(console.out()::println);
        end.savepoint().ifPresent(this::sayHowToResume);
        return ExitStatus.OK;
    }

    private void sayHowToResume(String path) {
        console.out().println("Savepoint: " + path);
        console.out().println("Resume with: " + arguments.resume(launcher).from(path));
    }
}
