package org.swavstream.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.swavstream.job.Await;

class StopRequestTest {

    /** A later signal would end this JVM. */
    @Test
    void theFirstSignalAfterTheProgramItselfAskedEndsNothing() throws Exception {
        AtomicInteger told = new AtomicInteger();
        try (StopRequest stop =
                StopRequest.onSignals(told::incrementAndGet, told::incrementAndGet)) {
            stop.request();
            assertThat(told).hasValue(0);

            String kill = "kill -TERM " + ProcessHandle.current().pid();
            assertThat(new ProcessBuilder("/bin/sh", "-c", kill).start().waitFor()).isZero();
            Await.until(() -> Optional.of(told.get()).filter(times -> times == 1));
            assertThat(stop.requested()).isTrue();
        }
    }
}
