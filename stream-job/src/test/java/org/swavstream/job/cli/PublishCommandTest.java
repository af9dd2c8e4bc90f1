package org.swavstream.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.swavstream.job.broker.KafkaBroker;
import org.swavstream.state.digest.Sha256;

class PublishCommandTest {

    @TempDir private static Path brokerFolder;

    private static KafkaBroker broker;

    @TempDir private Path folder;

    private final CommandLineRun run = new CommandLineRun();

    @BeforeAll
    static void startBroker() throws Exception {
        broker = KafkaBroker.start(brokerFolder, brokerFolder.resolve("kafka.log"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void publishesOnceAndShowsItsProgress() {
        assertThat(publish(run, "--topic=made", "--create-topic", "--limit=300")).isZero();
        assertThat(run.err())
                .startsWith("Begins at the first image\n")
                .contains("publishing 100%", "Published 300 images");

        CommandLineRun again = new CommandLineRun();
        assertThat(publish(again, "--topic=made", "--limit=500")).isZero();
        assertThat(again.err())
                .startsWith("Goes on where it stopped\n")
                .contains("300 images were there already", "Published 200 images");
    }

    @Test
    void thatItWillNotEndIsSaidAtTheBeginning() {
        publish(run, "--topic=absent");
        assertThat(run.err()).startsWith("This has no end: Ctrl-C ends it, or --limit N\n");
        CommandLineRun limited = new CommandLineRun();
        publish(limited, "--topic=absent", "--limit=3");
        assertThat(limited.err()).doesNotContain("no end");
    }

    @Test
    void filesThatAreNoImagesAreCountedAtTheEnd() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.writeString(images.resolve("a.png"), "an image");
        Files.createFile(images.resolve("b.png"));
        Files.writeString(images.resolve("c.gif"), "an image of another kind");
        assertThat(publishFrom(images.toString(), run, "--topic=files", "--create-topic")).isZero();
        assertThat(run.err())
                .contains(
                        "Published 1 images",
                        "Left out: 2 of the files, which are empty, links (to nothing, or in a shard), have"
                                + " more than one dot in their name (in a shard) or do not end in"
                                + " .jpg, .jpeg, .png, .webp or .bmp; the first: b.png\n");
    }

    /** What reads them does not know its name. */
    @Test
    void aBrokenFileOfADataSetIsNamed() throws IOException {
        byte[] noise = Arrays.copyOf("x".repeat(1024).getBytes(UTF_8), 2048);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(noise);
        }
        byte[] cut = Arrays.copyOf(packed.toByteArray(), 12);

        assertBroken("a.tar", noise, "found damage (");
        assertBroken("b-images-idx3-ubyte.gz", noise, "found damage (Not in GZIP format), exp");
        assertBroken("c-images-idx3-ubyte.gz", cut, "found its end too early, expected a whole");
    }

    private void assertBroken(String name, byte[] content, String message) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        CommandLineRun broken = new CommandLineRun();

        assertThat(publishFrom(file.toString(), broken, "--topic=broken", "--create-topic"))
                .isEqualTo(ExitStatus.FAILURE);
        assertThat(broken.err()).contains("swav-stream: %s: %s".formatted(file, message));
    }

    @Test
    void aFolderWhoseLinksLeadBackToItIsNamed() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.createSymbolicLink(images.resolve("back"), images);

        assertThat(publishFrom(images.toString(), run, "--topic=loop"))
                .isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err()).startsWith("swav-stream: cannot list " + images);
    }

    @Test
    void aPropertyThatKafkaRefusesIsSaid() {
        String wrong = "-Pdelivery.timeout.ms=1000";

        assertThat(publish(run, "--topic=refused", "--create-topic", wrong))
                .isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err()).contains("delivery.timeout.ms should be");
    }

    @Test
    void otherPartitionsThanThoseThatWereAskedForAreTold() {
        assertThat(publish(run, "--topic=one", "--create-topic", "--limit=1")).isZero();
        assertThat(run.err()).doesNotContain("partitions");

        CommandLineRun again = new CommandLineRun();
        publish(again, "--topic=one", "--create-topic", "--partitions=3", "--limit=1");
        assertThat(again.err()).contains("Topic one was there with 1 partitions and stays so;");
    }

    @Test
    void theHashOfEachImageIsWrittenWhereItIsAskedFor() {
        assertThat(publish(run, "--topic=hashed", "--create-topic", "--limit=3", "--sha256"))
                .isZero();

        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        Map<String, Object> servers = Map.of("bootstrap.servers", broker.bootstrapServers());
        List<TopicPartition> partitions = List.of(new TopicPartition("hashed", 0));
        try (var consumer = new KafkaConsumer<>(servers, bytes, bytes)) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            assertThat(consumer.poll(Duration.ofSeconds(10)))
                    .isNotEmpty()
                    .allSatisfy(
                            image ->
                                    assertThat(image.headers().lastHeader("sha256").value())
                                            .asString(UTF_8)
                                            .isEqualTo(Sha256.hex(image.value())));
        }
    }

    @Test
    void aTopicThatIsNotThereIsNamed() {
        assertThat(publish(run, "--topic=absent")).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err().lines().reduce((first, last) -> last))
                .hasValueSatisfying(
                        line ->
                                assertThat(line)
                                        .startsWith("swav-stream: topic absent does not exist on ")
                                        .contains("; create it, or add --create-topic"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rate=-1 | --rate is -1.0; expected more than 0; see",
                "--rate=0 | --rate is 0.0; expected more than 0; see",
                "--limit=-1 | --limit is -1; expected 0 or more; see",
                "--repeat=-1 | --repeat is -1; expected 0 or more; see",
                "--partitions=0 | --partitions is 0; expected 1 or more; see",
                "--order=random | Invalid value for option '--order': 'random' is not one of"
                        + " [shuffled, as-is]; see"
            })
    void numbersOutOfRangeAreWrongOptions(String option, String message) {
        assertThat(publish(run, "--topic=made", "--create-topic", option))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).startsWith("swav-stream: " + message).hasLineCount(1);
    }

    @Test
    void allWrongNumbersAreSaidAtOnce() {
        publish(run, "--topic=made", "--rate=0", "--limit=-1", "--repeat=-1", "--partitions=0");
        assertThat(run.err())
                .contains(
                        "--rate is 0.0;", "--limit is -1;", "--repeat is -1;", "--partitions is 0;")
                .hasLineCount(1);
    }

    private int publish(CommandLineRun commandLine, String... more) {
        return publishFrom("textures", commandLine, more);
    }

    private int publishFrom(String images, CommandLineRun commandLine, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "publish",
                                images,
                                "--data=" + folder,
                                "--bootstrap-servers=" + broker.bootstrapServers()));
        arguments.addAll(List.of(more));
        return commandLine.execute(arguments.toArray(String[]::new));
    }
}
