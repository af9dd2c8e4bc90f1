package org.swavstream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.junit.jupiter.api.Test;

class PublishBarTest {

    @Test
    void aPublishThatGoesOnEndsWithAFullBar() {
        try (ProgressBar bar = bar(10)) {
            PublishBar publish = new PublishBar(bar, 10);
            publish.alreadyThere(6);
            publish.published(4, 400);
            assertThat(bar.getCurrent()).isEqualTo(bar.getMax()).isEqualTo(4);
        }
    }

    @Test
    void aPublishWithoutAnEndHasNone() {
        try (ProgressBar bar = bar(-1)) {
            new PublishBar(bar, -1).alreadyThere(6);
            assertThat(bar.isIndefinite()).isTrue();
        }
    }

    private static ProgressBar bar(long total) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new ProgressBarBuilder()
                .setInitialMax(total)
                .setConsumer(new ConsoleProgressBarConsumer(nowhere, 80))
                .build();
    }
}
