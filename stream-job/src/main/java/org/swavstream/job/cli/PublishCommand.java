package org.swavstream.job.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.swavstream.image.dataset.Dataset;
import org.swavstream.image.dataset.Datasets;
import org.swavstream.image.dataset.ImageOrder;
import org.swavstream.image.dataset.LeftOutFiles;
import org.swavstream.image.publish.PublishResult;
import org.swavstream.image.publish.PublishSettings;
import org.swavstream.image.publish.PublishTarget;
import org.swavstream.image.publish.Publisher;
import org.swavstream.job.console.Console;
import org.swavstream.job.run.RunFolder;
import org.swavstream.job.run.StopRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code publish}: images to a Kafka topic. */
@Command(
        name = "publish",
        description = {
            "Publish images to a Kafka topic, one record an image, with its label in a header.",
            "Given again after an interruption, the same command goes on where it stopped, unless"
                    + " others have added some 1,000 records to a partition since: then what went"
                    + " there is published again."
        })
final class PublishCommand implements Callable<Integer> {

    /** What {@code --order} takes. */
    enum Order {
        SHUFFLED,
        AS_IS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Parameters(
            paramLabel = "IMAGES",
            description = {
                "a folder of images (sub-folder = label), IDX or CIFAR binary files, WebDataset tar"
                        + " shards, 'fashion-mnist', or 'textures[:SIDE]', an endless stream"
            })
    private String images;

    @Option(names = "--topic", required = true, description = "topic to publish to")
    private String topic;

    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Kafka brokers to connect to first, separated by commas")
    private String bootstrapServers;

    @Option(
            names = "-P",
            paramLabel = "KEY=VALUE",
            description = "property of the Kafka clients, for instance security.protocol=SSL")
    private Map<String, String> clientProperties = new LinkedHashMap<>();

    @Option(names = "--create-topic", description = "create the topic where it is missing")
    private boolean createTopic;

    @Option(
            names = "--partitions",
            defaultValue = "1",
            description = "partitions of a topic that is created (default: ${DEFAULT-VALUE})")
    private int partitions;

    @Option(names = "--key", paramLabel = "MODEL", description = "record key: names the model")
    private String key;

    @Option(
            names = "--sha256",
            description = "write the header sha256, which the job checks images against")
    private boolean sha256;

    @Option(names = "--rate", paramLabel = "N", description = "at most N images/s")
    private Double rate;

    @Option(names = "--limit", paramLabel = "N", description = "N images in all")
    private Long limit;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "N passes over the images, each shuffled afresh; 0: until Ctrl-C (default:"
                            + " ${DEFAULT-VALUE})")
    private long repeat;

    @Option(
            names = "--order",
            defaultValue = "shuffled",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Order order;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "seed of the shuffled order (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = RunFolder.DEFAULT,
            description = "folder for the log (default: ${DEFAULT-VALUE})")
    private Path data;

    @Spec private CommandSpec spec;

    private final Console console;

    PublishCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        requireGoodOptions();
        LogFile.use(new RunFolder(data).log("publish"));
        Dataset dataset = Datasets.open(images);
        if (limit == null && (repeat == 0 || dataset.endless())) {
            console.say("This has no end: Ctrl-C ends it, or --limit N");
        }
        return report(publish(dataset), dataset.leftOut());
    }

    private PublishResult publish(Dataset dataset) throws IOException {
        Publisher publisher = new Publisher(dataset, target(), settings());
        try (PublishProgress progress = new PublishStart(console, total(dataset));
                StopRequest stop = StopRequest.onSignals()) {
            return publisher.publish(stop::requested, progress);
        }
    }

    /** Images to publish, or -1 where it is not known. */
    private long total(Dataset dataset) {
        if (limit != null) {
            return limit;
        }
        return repeat == 0 || dataset.size().isEmpty() ? -1 : repeat * dataset.size().getAsLong();
    }

    private void requireGoodOptions() {
        List<String> problems = new ArrayList<>();
        Ranges ranges = new Ranges(problems);
        ranges.atLeast("--partitions", partitions, 1);
        ranges.atLeast("--repeat", repeat, 0);
        if (rate != null) {
            ranges.above0("--rate", rate);
        }
        if (limit != null) {
            ranges.atLeast("--limit", limit, 0);
        }
        if (!problems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join("; ", problems));
        }
    }

    private PublishTarget target() {
        return new PublishTarget(
                bootstrapServers,
                topic,
                createTopic ? OptionalInt.of(partitions) : OptionalInt.empty(),
                clientProperties);
    }

    private PublishSettings settings() {
        PublishSettings settings =
                PublishSettings.inOrder(imageOrder())
                        .withPasses(repeat == 0 ? PublishSettings.ENDLESS : repeat);
        settings = limit == null ? settings : settings.withLimit(limit);
        settings = rate == null ? settings : settings.withImagesPerSecond(rate);
        settings = key == null ? settings : settings.withKey(key);
        return sha256 ? settings.withSha256() : settings;
    }

    private ImageOrder imageOrder() {
        return order == Order.AS_IS ? new ImageOrder.AsIs() : new ImageOrder.Shuffled(seed);
    }

    private int report(PublishResult result, LeftOutFiles leftOut) {
        if (result.alreadyThere() > 0) {
            console.say("%,d images were there already".formatted(result.alreadyThere()));
        }
        console.say(
                "Published %,d images (%,d bytes) to topic %s"
                        .formatted(result.images(), result.bytes(), topic));
        sayOtherPartitions(result.partitions());
        if (leftOut.count() > 0) {
            console.say("Left out: " + leftOut);
        }
        if (result.complete()) {
            return ExitStatus.OK;
        }
        console.say("Interrupted. The same command goes on where it stopped.");
        return ExitStatus.INTERRUPTED;
    }

    /** Only a number that was given can be missed. */
    private void sayOtherPartitions(int found) {
        boolean given = spec.commandLine().getParseResult().hasMatchedOption("--partitions");
        if (given && found != partitions) {
            console.say(
                    "Topic %s was there with %d partitions and stays so; --partitions is for a topic that is created"
                            .formatted(topic, found));
        }
    }
}
