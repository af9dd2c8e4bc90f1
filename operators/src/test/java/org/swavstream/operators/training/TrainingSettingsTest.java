package org.swavstream.operators.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.option.OptionReader;
import org.swavstream.operators.sample.CropGroup;
import org.swavstream.operators.swav.Schedule;

final class TrainingSettingsTest {

    private static final List<CropGroup> CROPS = List.of(new CropGroup(2, 32));

    @Test
    void theDefaultsAreSound() {
        assertThat(problems(new Configuration())).isEmpty();
    }

    /** The client that reads the configuration may have other cores than the TaskManager. */
    @Test
    void theMachineThatTrainsChoosesItsThreads() {
        OptionReader options = new OptionReader(new Configuration());
        assertThat(TrainingSettings.read(options, CROPS).orElseThrow().threads()).isZero();
    }

    @Test
    void everyProblemIsToldAtOnce() {
        Configuration configuration = new Configuration();
        configuration.setString("model.trunk", "resnet17");
        configuration.setString("model.prototypes", "1");
        configuration.setString("model.stem", "huge");
        configuration.setString("train.batch-size", "many");
        configuration.setString("train.micro-batch", "3");
        configuration.setString("loss.epsilon", "0");
        configuration.setString("optimizer.momentum", "1.5");
        configuration.setString("schedule.kind", "cosine");
        assertThat(problems(configuration))
                .hasSize(8)
                .anySatisfy(problem -> assertThat(problem).contains("resnet17", "resnet18"))
                .anySatisfy(
                        problem -> assertThat(problem).contains("model.prototypes is 1", "2 to"))
                .anySatisfy(problem -> assertThat(problem).contains("model.stem is 'huge'"))
                .anySatisfy(problem -> assertThat(problem).contains("train.batch-size is 'many'"))
                .anySatisfy(
                        problem ->
                                assertThat(problem)
                                        .contains("train.micro-batch is 3", "0, or 4 to 65536"))
                .anySatisfy(problem -> assertThat(problem).contains("loss.epsilon is 0.0"))
                .anySatisfy(problem -> assertThat(problem).contains("optimizer.momentum is 1.5"))
                .anySatisfy(problem -> assertThat(problem).contains("cosine"));
    }

    @Test
    void aQueueHoldsWholeBatches() {
        Configuration configuration = new Configuration().set(QueueOptions.LENGTH, 3841);
        assertThat(problems(configuration))
                .singleElement()
                .asString()
                .contains("queue.length is 3841", "a multiple of train.batch-size = 256");
    }

    @Test
    void aQueueIsNotBlamedForTheBatchSize() {
        Configuration configuration =
                new Configuration().set(TrainOptions.BATCH_SIZE, 1).set(QueueOptions.LENGTH, 100);
        assertThat(problems(configuration))
                .singleElement()
                .asString()
                .contains("train.batch-size is 1");
    }

    /** Section 3.1 of the paper, with a batch for one small machine. */
    @Test
    void aLongQueueGoesWithASmallBatch() {
        Configuration configuration =
                new Configuration().set(TrainOptions.BATCH_SIZE, 8).set(QueueOptions.LENGTH, 3840);
        assertThat(problems(configuration)).isEmpty();
    }

    @Test
    void codesComeFromViewsThatExist() {
        Configuration configuration = new Configuration().set(LossOptions.ASSIGNMENT_CROPS, "0,2");
        assertThat(problems(configuration)).singleElement().asString().contains("views 0 to 1");
    }

    @Test
    void theScheduleEndsWhereItIsToldTo() {
        Configuration configuration =
                new Configuration()
                        .set(OptimizerOptions.LEARNING_RATE, 2.0)
                        .set(ScheduleOptions.KIND, ScheduleOptions.Kind.STABLE_DECAY)
                        .set(ScheduleOptions.WARMUP_STEPS, 10L)
                        .set(ScheduleOptions.TOTAL_STEPS, 100L)
                        .set(ScheduleOptions.DECAY_STEPS, 20L)
                        .set(ScheduleOptions.FINAL_RATE, 0.5);
        Schedule schedule =
                TrainingSettings.read(new OptionReader(configuration), CROPS)
                        .orElseThrow()
                        .swav()
                        .schedule();
        assertThat(schedule.rate(79)).isEqualTo(2.0);
        assertThat(schedule.rate(80)).isEqualTo(2.0);
        assertThat(schedule.rate(90)).isEqualTo(1.25);
        assertThat(schedule.rate(100)).isEqualTo(0.5);
    }

    private static List<String> problems(Configuration configuration) {
        OptionReader options = new OptionReader(configuration);
        TrainingSettings.read(options, CROPS);
        return options.problems();
    }
}
