package org.swavstream.image.publish;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.swavstream.image.dataset.ImageOrder;

/** Of a client that cannot be made, Kafka itself says no more than that. */
class UnmadeClientTest {

    private static final PublishTarget NO_PORT =
            new PublishTarget("localhost", "images", OptionalInt.empty(), Map.of());

    @Test
    void whatIsWrongIsSaidOfEachClient() {
        PublishSettings settings = PublishSettings.inOrder(new ImageOrder.AsIs());
        Partitioning partitioning = new Partitioning(1, Optional.empty());

        assertRefused(() -> new TargetTopic(NO_PORT, Duration.ofSeconds(1)).partitions());
        assertRefused(
                () -> new PublishedTail(NO_PORT, "id", partitioning, () -> false).lastIndexes());
        assertRefused(() -> new ImageProducer(NO_PORT, settings).close());
    }

    private static void assertRefused(ThrowingCallable client) {
        assertThatThrownBy(client)
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("topic images on localhost")
                .hasMessageEndingWith("Invalid url in bootstrap.servers: localhost");
    }
}
