package org.swavstream.image.publish;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.image.dataset.Dataset;
import org.swavstream.image.dataset.DatasetImage;
import org.swavstream.image.dataset.DatasetPass;
import org.swavstream.image.dataset.ImageOrder;
import org.swavstream.image.dataset.IndexedImages;
import org.swavstream.state.digest.Sha256;

@ExtendWith(SharedBroker.class)
class PublisherTest {

    private static final PublishSettings AS_IS = PublishSettings.inOrder(new ImageOrder.AsIs());
    private static final Dataset TWENTY = new NumberedImages("twenty", 20);

    private Broker broker;
    private String topic;

    @BeforeEach
    void nameTheTopic(Broker shared, TestInfo test) {
        broker = shared;
        topic = test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void publishesImagesWithTheirHeaders() throws IOException {
        List<Long> progress = new ArrayList<>();

        PublishResult result =
                new Publisher(TWENTY, target(1), AS_IS.withSha256())
                        .publish(() -> false, (images, bytes) -> progress.add(images));

        assertThat(result).isEqualTo(new PublishResult(0, 20, 30, true, 1));
        assertThat(progress).isSorted().hasSize(21).endsWith(20L);
        List<ConsumerRecord<byte[], byte[]>> read = broker.read(topic);
        assertThat(ids(read)).isEqualTo(numbers(0, 20));
        assertThat(read.get(12).value()).isEqualTo(bytes("12"));
        assertThat(read.get(12).key()).isNull();
        assertThat(header(read.get(12), "label")).isEqualTo("even");
        assertThat(header(read.get(13), "label")).isNull();
        assertThat(header(read.get(12), "sha256")).isEqualTo(Sha256.hex(bytes("12")));
    }

    /** An interrupted publish is found by it, also by a later release. */
    @Test
    void theIdOfAPublishNeverChanges() throws IOException {
        publish(TWENTY, AS_IS.withLimit(1));
        publish(
                TWENTY,
                PublishSettings.inOrder(new ImageOrder.Shuffled(7)).withKey("cats").withLimit(1));

        assertThat(broker.read(topic))
                .extracting(read -> header(read, "publish-position"))
                .containsExactly("29d48da343dc630a/1/0", "8716c9318b49324b/1/0");
    }

    @Test
    void resumesWhereItWasStopped() throws IOException {
        PublishResult first = stopAfter(7, target(3), AS_IS);
        PublishResult second = publish(TWENTY, AS_IS);

        assertThat(first).isEqualTo(new PublishResult(0, 7, 7, false, 3));
        assertThat(second).isEqualTo(new PublishResult(7, 13, 23, true, 3));
        assertThat(sortedIds()).isEqualTo(numbers(0, 20));
    }

    @Test
    void resumesEachPartitionWhereItStopped() throws Exception {
        broker.createTopic(topic, 3);
        publishedBefore(0, 0, 3, 6, 9);
        publishedBefore(1, 1);

        PublishResult result = publish(TWENTY, AS_IS);

        assertThat(result.alreadyThere()).isEqualTo(5);
        assertThat(result.images()).isEqualTo(15);
        assertThat(sortedIds()).isEqualTo(numbers(0, 20));
    }

    @Test
    void resumesBehindAnotherPublish() throws IOException {
        stopAfter(5, target(1), AS_IS);
        publish(new NumberedImages("other", 100), AS_IS);

        assertThat(publish(TWENTY, AS_IS)).isEqualTo(new PublishResult(5, 15, 25, true, 1));
    }

    @Test
    void makesTheTopicWithoutTheRightToSeeItsSettings() throws Exception {
        try (Broker strict = Broker.withAuthorization()) {
            strict.grant(
                    new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                    AclOperation.CREATE,
                    AclOperation.READ,
                    AclOperation.WRITE);
            PublishTarget target =
                    new PublishTarget(
                            strict.bootstrapServers(),
                            topic,
                            OptionalInt.of(3),
                            Broker.credentialsOfUser());

            assertThat(new Publisher(TWENTY, target, AS_IS).publish(() -> false, (i, b) -> {}))
                    .isEqualTo(new PublishResult(0, 20, 30, true, 3));
        }
    }

    @Test
    void doesNotRepeatWhatIsComplete() throws IOException {
        publish(TWENTY, AS_IS);

        assertThat(publish(TWENTY, AS_IS).images()).isZero();
        assertThat(publish(TWENTY, AS_IS.withPasses(2)).images()).isEqualTo(20);
        assertThat(publish(TWENTY, AS_IS.withoutResume()).images()).isEqualTo(20);
    }

    @Test
    void goesOnUpToAHigherLimit() throws IOException {
        assertThat(publish(TWENTY, AS_IS.withLimit(4)).images()).isEqualTo(4);
        assertThat(publish(TWENTY, AS_IS.withLimit(4)).images()).isZero();
        assertThat(publish(TWENTY, AS_IS.withLimit(6)).images()).isEqualTo(2);
        assertThat(ids(broker.read(topic))).isEqualTo(numbers(0, 6));
    }

    @Test
    void shufflesEachPassAfresh() throws IOException {
        PublishSettings shuffled = PublishSettings.inOrder(new ImageOrder.Shuffled(1));

        publish(TWENTY, shuffled.withPasses(PublishSettings.ENDLESS).withLimit(50));

        List<String> ids = ids(broker.read(topic));
        assertThat(ids).hasSize(50);
        List<String> first = ids.subList(0, 20);
        List<String> second = ids.subList(20, 40);
        assertThat(first).containsExactlyInAnyOrderElementsOf(numbers(0, 20));
        assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
    }

    @Test
    void putsAllImagesOfAKeyIntoOnePartition() throws Exception {
        broker.createTopic(topic, 3);
        stopAfter(5, target(1), AS_IS.withKey("model-a"));
        publish(TWENTY, AS_IS.withKey("model-a"));
        broker.produce(List.of(new ProducerRecord<>(topic, bytes("model-a"), null)));

        List<ConsumerRecord<byte[], byte[]>> read = broker.read(topic);
        assertThat(read)
                .extracting(ConsumerRecord::partition)
                .containsOnly(read.get(0).partition());
        assertThat(read).allSatisfy(found -> assertThat(found.key()).isEqualTo(bytes("model-a")));
        assertThat(ids(read.subList(0, 20))).isEqualTo(numbers(0, 20));
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() throws IOException {
        Progress interruptingAfterTwo = interruptAt(3);

        PublishResult result =
                new Publisher(TWENTY, target(1), AS_IS).publish(() -> false, interruptingAfterTwo);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result).isEqualTo(new PublishResult(0, 3, 3, false, 1));
        assertThat(ids(broker.read(topic))).isEqualTo(numbers(0, 3));
    }

    @Test
    void stopsWhileItPassesOverWhatIsThere() throws IOException {
        publish(new NumberedImages("many", 3000), AS_IS.withLimit(2000));
        AtomicBoolean reading = new AtomicBoolean();
        Dataset many = new NumberedImages("many", 3000, number -> reading.set(true));

        PublishResult result =
                new Publisher(many, target(1), AS_IS).publish(reading::get, (i, b) -> {});

        assertThat(result).isEqualTo(new PublishResult(2000, 0, 0, false, 1));
    }

    @Test
    void stopsWhileItLooksForWhatIsThere() throws IOException {
        publish(TWENTY, AS_IS.withLimit(5));
        BooleanSupplier interrupting =
                () -> {
                    Thread.currentThread().interrupt();
                    return false;
                };
        PublishResult stopped = new PublishResult(0, 0, 0, false, 1);

        assertThat(new Publisher(TWENTY, target(1), AS_IS).publish(() -> true, (i, b) -> {}))
                .isEqualTo(stopped);
        assertThat(new Publisher(TWENTY, target(1), AS_IS).publish(interrupting, (i, b) -> {}))
                .isEqualTo(stopped);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(publish(TWENTY, AS_IS).images()).isEqualTo(15);
    }

    /** The partitions of other keys may hold much, and the publish is found in its own. */
    @Test
    void resumesAKeyByThePartitionOfTheKeyAlone() throws Exception {
        PublishSettings keyed = AS_IS.withKey("model-a");
        broker.createTopic(topic, 3);
        stopAfter(5, target(1), keyed);
        int other = (broker.read(topic).get(0).partition() + 1) % 3;
        publishedBefore(PublishPosition.publishId(TWENTY, keyed), 2, other, 0);

        assertThat(publish(TWENTY, keyed)).isEqualTo(new PublishResult(5, 15, 25, true, 3));
    }

    @Test
    void keepsToTheRate() throws IOException {
        List<Long> asked = new ArrayList<>();
        BooleanSupplier notingTheTime = () -> !asked.add(System.nanoTime());

        new Publisher(TWENTY, target(1), AS_IS.withImagesPerSecond(20))
                .publish(notingTheTime, (i, b) -> {});

        assertThat(Duration.ofNanos(asked.get(asked.size() - 1) - asked.get(0)))
                .isGreaterThanOrEqualTo(Duration.ofMillis(900));
    }

    @Test
    void namesTheImageThatKafkaRefusesAndStoresNothingBehindIt() throws Exception {
        broker.createTopic(topic, 1, Map.of("max.message.bytes", "1000"));
        Dataset withOneLarge = withLargeImage(5);

        assertThatThrownBy(() -> publish(withOneLarge, AS_IS))
                .isInstanceOf(PublishException.class)
                .hasMessageStartingWith("cannot publish 5 to topic " + topic)
                .hasMessageContaining("larger than");
        assertThat(ids(broker.read(topic))).isEqualTo(numbers(0, 5));
    }

    @Test
    void refusesToResumeOnOtherPartitions() throws Exception {
        stopAfter(5, target(1), AS_IS);
        broker.addPartitions(topic, 2);

        assertThatThrownBy(() -> publish(TWENTY, AS_IS))
                .isInstanceOf(PublishException.class)
                .hasMessage(
                        "topic %s has 2 partitions and had 1 when this publish began, so it cannot be"
                                + " resumed; publish in another order (--seed or --order), which"
                                + " begins anew, or to another topic",
                        topic);
    }

    @Test
    void anotherOrderBeginsAnewOnOtherPartitions() throws Exception {
        stopAfter(5, target(1), PublishSettings.inOrder(new ImageOrder.Shuffled(0)));
        broker.addPartitions(topic, 2);

        assertThat(publish(TWENTY, PublishSettings.inOrder(new ImageOrder.Shuffled(1))).images())
                .isEqualTo(20);
        assertThat(publish(TWENTY, AS_IS).images()).isEqualTo(20);
    }

    @Test
    void refusesToResumeAKeyThatHasAnotherPartitionNow() throws Exception {
        PublishSettings keyed = AS_IS.withKey("model-a");
        stopAfter(5, target(1), keyed);
        broker.addPartitions(topic, 2);
        assertThat(new Partitioning(2, keyed.key()).partition(0)).isEqualTo(1);

        assertThatThrownBy(() -> publish(TWENTY, keyed))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("has 2 partitions and had 1 when this publish began");
    }

    @Test
    void refusesAnEmptyDataset() {
        Dataset empty = new NumberedImages("nothing", 0);

        assertThatThrownBy(() -> publish(empty, AS_IS.withPasses(PublishSettings.ENDLESS)))
                .isInstanceOf(IOException.class)
                .hasMessage("nothing holds no image");
    }

    @Test
    void namesTheTopicThatIsMissing() {
        PublishTarget target =
                new PublishTarget(broker.bootstrapServers(), topic, OptionalInt.empty(), Map.of());

        assertThatThrownBy(
                        () ->
                                new Publisher(TWENTY, target, AS_IS)
                                        .publish(() -> false, (i, b) -> {}))
                .isInstanceOf(PublishException.class)
                .hasMessage(
                        "topic %s does not exist on %s; create it, or add --create-topic"
                                .formatted(topic, broker.bootstrapServers()));
    }

    @Test
    void namesTheBrokerThatDoesNotAnswer() {
        PublishTarget target = new PublishTarget("127.0.0.1:1", topic, OptionalInt.of(1), Map.of());

        assertThatThrownBy(() -> new TargetTopic(target, Duration.ofSeconds(1)).partitions())
                .isInstanceOf(PublishException.class)
                .hasMessage(
                        "no Kafka broker answers at 127.0.0.1:1 within 1 s; check that it runs, the"
                                + " address, and -P security.protocol");
    }

    @Test
    void namesTheBrokerThatHasNoAddress() {
        PublishTarget target =
                new PublishTarget("nowhere.invalid:9092", topic, OptionalInt.of(1), Map.of());

        assertThatThrownBy(
                        () ->
                                new Publisher(TWENTY, target, AS_IS)
                                        .publish(() -> false, (i, b) -> {}))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("nowhere.invalid:9092");
    }

    private PublishTarget target(int partitions) {
        return new PublishTarget(
                broker.bootstrapServers(), topic, OptionalInt.of(partitions), Map.of());
    }

    private PublishResult publish(Dataset dataset, PublishSettings settings) throws IOException {
        return new Publisher(dataset, target(1), settings).publish(() -> false, (i, b) -> {});
    }

    private PublishResult stopAfter(int images, PublishTarget target, PublishSettings settings)
            throws IOException {
        AtomicInteger told = new AtomicInteger();
        return new Publisher(TWENTY, target, settings)
                .publish(() -> told.get() >= images, (i, b) -> told.incrementAndGet());
    }

    private static Progress interruptAt(int image) {
        AtomicInteger told = new AtomicInteger();
        return (images, bytes) -> {
            if (told.incrementAndGet() == image) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** Leaves what a killed publish of {@link #TWENTY} over 3 partitions may leave. */
    private void publishedBefore(int partition, int... images) throws Exception {
        publishedBefore(PublishPosition.publishId(TWENTY, AS_IS), 3, partition, images);
    }

    private void publishedBefore(String publishId, int partitions, int partition, int... images)
            throws Exception {
        for (int image : images) {
            ProducerRecord<byte[], byte[]> written =
                    new ProducerRecord<>(topic, partition, null, bytes("" + image));
            written.headers()
                    .add("image-id", bytes("" + image))
                    .add(new PublishPosition(publishId, partitions, image).header());
            broker.produce(List.of(written));
        }
    }

    private static Dataset withLargeImage(int number) {
        return new Dataset() {
            @Override
            public String name() {
                return "one-large";
            }

            @Override
            public String fingerprint() {
                return name();
            }

            @Override
            public OptionalLong size() {
                return TWENTY.size();
            }

            @Override
            public IndexedImages index() throws IOException {
                return TWENTY.index();
            }

            @Override
            public DatasetPass pass(ImageOrder order) throws IOException {
                DatasetPass images = TWENTY.pass(order);
                return () ->
                        images.next()
                                .map(
                                        image ->
                                                image.id().equals("" + number)
                                                        ? new DatasetImage(
                                                                image.id(), null, new byte[5000])
                                                        : image);
            }
        };
    }

    private List<String> sortedIds() {
        return ids(broker.read(topic)).stream().sorted(comparing(Integer::valueOf)).toList();
    }

    private static List<String> ids(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(found -> header(found, "image-id")).toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> found, String name) {
        return Optional.ofNullable(found.headers().lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .orElse(null);
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
