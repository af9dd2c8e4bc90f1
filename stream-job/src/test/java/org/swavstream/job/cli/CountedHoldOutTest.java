package org.swavstream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.swavstream.image.dataset.Dataset;
import org.swavstream.image.dataset.DatasetPass;
import org.swavstream.image.dataset.Datasets;
import org.swavstream.image.dataset.ImageOrder;
import org.swavstream.operators.sequence.HoldOut;

class CountedHoldOutTest {

    /**
     * More than a fifth of the bundled images: where a fifth was allowed for, a demo stood still.
     */
    @Test
    void everyHeldOutImageIsToldInEveryPass() throws IOException {
        AtomicInteger heldOut = new AtomicInteger();
        Dataset images =
                new CountedHoldOut(
                        Datasets.open("fashion-mnist"), new HoldOut(0.2), heldOut::incrementAndGet);

        assertThat(count(images)).isEqualTo(10_000);
        assertThat(heldOut).hasValue(2_014);
        assertThat(count(images)).isEqualTo(10_000);
        assertThat(heldOut).hasValue(4_028);
    }

    private static int count(Dataset images) throws IOException {
        int count = 0;
        try (DatasetPass pass = images.pass(new ImageOrder.Shuffled(1))) {
            while (pass.next().isPresent()) {
                count++;
            }
        }
        return count;
    }
}
