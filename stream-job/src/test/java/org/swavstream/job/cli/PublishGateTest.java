package org.swavstream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.swavstream.job.Await;

class PublishGateTest {

    private final PublishGate gate = new PublishGate();
    private final AtomicLong published = new AtomicLong();

    @Test
    void thePublisherStaysALittleAheadOfTheTrainingAndEndsWithIt() throws Exception {
        var publisher = CompletableFuture.runAsync(this::publish);
        awaitPublished(5_000);

        gate.used(8_000);
        awaitPublished(13_000);
        assertThat(publisher).isNotDone();

        gate.close();
        publisher.get(10, TimeUnit.SECONDS);
        assertThat(published).hasValue(13_000);
    }

    /** As of a small folder of images: what is held out is far from a fifth. */
    @Test
    void whateverShareIsHeldOutThePublisherGoesOnAsTheTrainingDoes() throws Exception {
        var publisher = CompletableFuture.runAsync(this::publishHoldingTwoOfThreeOut);
        for (long used = 0; used < 30_000; used += 5_000) {
            gate.used(used);
            awaitPublished(3 * used + 5_000);
        }
        gate.close();
        publisher.get(10, TimeUnit.SECONDS);
    }

    private void publishHoldingTwoOfThreeOut() {
        while (!gate.getAsBoolean()) {
            if (published.incrementAndGet() % 3 != 0) {
                gate.heldOut();
            }
        }
    }

    private void publish() {
        while (!gate.getAsBoolean()) {
            published.incrementAndGet();
        }
    }

    private void awaitPublished(long images) throws Exception {
        Await.until(
                () ->
                        published.get() >= images
                                ? java.util.Optional.of(images)
                                : java.util.Optional.empty());
    }
}
