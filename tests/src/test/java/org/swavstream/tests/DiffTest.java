package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.operators.training.LossOptions;
import org.swavstream.operators.training.ModelOptions;

/** The command {@code diff}. */
@ExtendWith({SharedBroker.class, SharedModels.class})
final class DiffTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void formatAndStateBackendAreNoDifference(Snapshot snapshot, TwoModels models) {
        CommandLineRun run = CommandLineRun.of("diff", models.savepoint(), models.path(snapshot));
        assertThat(run.failed()).as(run.out() + run.err()).isFalse();
        assertThat(run.out()).isEqualTo("Models and source offsets are the same, to the bit.\n");
    }

    /** The other has the weights of this one, but no momentum, and another seed. */
    @Test
    void whatDiffersIsShownByTensor(TwoModels models, Broker broker) throws Exception {
        Path file = folder.resolve("model.safetensors");
        CommandLineRun.export(models.savepoint(), file, "--model", "cats");
        String other =
                UntrainedModel.savepoint(
                        broker, "warm-start-diff", folder, UntrainedModel.beginningWith(file));

        CommandLineRun run = CommandLineRun.of("diff", models.savepoint(), other);

        assertThat(run.failed()).isTrue();
        assertThat(run.err().lines()).noneMatch(line -> line.startsWith("swav-stream:"));
        assertThat(run.out())
                .contains(
                        "source\n  A: "
                                + TwoModels.TOPIC
                                + "-0 goes on at offset 198\n  B: warm-start-diff-0 ")
                .containsPattern("train.seed +31 \\| 77\n  step +6 \\| 0\n")
                .containsPattern("    momentum conv1.weight +\\d\\S+\n")
                .containsPattern("    queue 1 +\\d\\S+\n")
                .doesNotContain("    weights conv1.weight", "    prototypes prototypes.weight")
                .contains("model dogs\n  only in " + models.savepoint());
    }

    /** A queue's rows are as long as the features, and it has a ring for each assignment crop. */
    @Test
    void queuesOfOtherShapesDifferByTheirShapes(TwoModels models, Broker broker) throws Exception {
        Configuration smaller =
                new Configuration()
                        .set(ModelOptions.FEATURE_DIM, 4)
                        .set(LossOptions.ASSIGNMENT_CROPS, "1");
        String other = UntrainedModel.savepoint(broker, "smaller-diff", folder, smaller);

        CommandLineRun run = CommandLineRun.of("diff", models.savepoint(), other);
        CommandLineRun reversed = CommandLineRun.of("diff", other, models.savepoint());

        assertThat(run.err() + reversed.err()).isEmpty();
        assertThat(run.out())
                .containsPattern("  queue +2 rings of 48 x 8 \\| 1 rings of 48 x 4\n")
                .containsPattern(
                        "  prototypes prototypes.weight F32 \\[8, 8\\] \\| F32 \\[8, 4\\]\n")
                .doesNotContain("queue 0");
        assertThat(reversed.out())
                .containsPattern("  queue +1 rings of 48 x 4 \\| 2 rings of 48 x 8\n");
    }
}
