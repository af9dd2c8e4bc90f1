package org.swavstream.job.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StatusLineTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);
    private final String newline = System.lineSeparator();

    @Test
    void aTerminalHasOneLineThatIsOverwrittenInFull() {
        StatusLine line = StatusLine.on(out, 10);

        line.show("step 100");
        line.show("step 2");
        line.show("far too long for it");
        line.end();
        line.end();

        assertThat(bytes.toString(UTF_8)).isEqualTo("\rstep 100\rstep 2  \rfar too l" + newline);
    }

    @Test
    void aNarrowTerminalShowsWholePartsOnly() {
        StatusLine line = StatusLine.on(out, 20);

        line.show("step 100 | kNN 0.123 | loss 1");
        line.show("step 100 | kNN 0.1");

        assertThat(bytes.toString(UTF_8)).isEqualTo("\rstep 100\rstep 100 | kNN 0.1");
    }

    @Test
    void elsewhereALineIsPrintedNowAndThen() {
        AtomicLong clock = new AtomicLong();
        StatusLine line = new RepeatedLine(out, clock::get);

        line.show("first");
        line.show("skipped");
        clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
        line.show("second");
        line.show("last");
        line.end();
        line.end();

        assertThat(bytes.toString(UTF_8).lines()).containsExactly("first", "second", "last");
    }
}
