package org.swavstream.operators.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.swavstream.operators.training.TrainerHarness.BATCH_SIZE;
import static org.swavstream.operators.training.TrainerHarness.MODEL;
import static org.swavstream.operators.training.TrainerHarness.views;

import org.junit.jupiter.api.Test;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.sample.PreparedSample.Skip;
import org.swavstream.operators.sample.PreparedSample.Views;
import org.swavstream.state.ledger.LedgerDigest;
import org.swavstream.state.ledger.RecipeDigest;

/** Samples without a usable image, which keep their place in their batch. */
final class SkippedSamplesTest {

    @Test
    void aSkippedSampleMakesTheBatchSmaller() throws Exception {
        try (TrainerHarness trainer = TrainerHarness.start()) {
            trainer.process(new Skip(MODEL, 1));
            trainer.process(views(MODEL, 0), views(MODEL, 2), views(MODEL, 3));
            StepReport step = trainer.steps().get(0);
            assertThat(step.batch()).isEqualTo(BATCH_SIZE - 1);
            assertThat(step.skipped()).isEqualTo(1);
        }
    }

    @Test
    void aBatchWithoutUsableImagesIsPassedOver() throws Exception {
        try (TrainerHarness trainer = TrainerHarness.start()) {
            for (long sequence = 0; sequence < BATCH_SIZE; sequence++) {
                trainer.process(new Skip(MODEL, sequence));
            }
            assertThat(trainer.steps()).isEmpty();
            trainer.processViews(BATCH_SIZE, 2 * BATCH_SIZE);
            assertThat(trainer.steps()).singleElement().extracting(StepReport::step).isEqualTo(2L);
        }
    }

    @Test
    void aBatchWithOneUsableImageIsSkippedWithThatImage() throws Exception {
        try (TrainerHarness trainer = TrainerHarness.start(new HashChainLearner.Factory())) {
            for (long sequence = 0; sequence < BATCH_SIZE - 1; sequence++) {
                trainer.process(new Skip(MODEL, sequence));
            }
            trainer.processViews(BATCH_SIZE - 1, 2 * BATCH_SIZE);
            assertThat(trainer.steps())
                    .singleElement()
                    .returns(2L, StepReport::step)
                    .returns((long) BATCH_SIZE, StepReport::images)
                    .returns((long) BATCH_SIZE, StepReport::skipped);
            LedgerDigest trainedOn = LedgerDigest.EMPTY;
            for (long sequence = BATCH_SIZE; sequence < 2 * BATCH_SIZE; sequence++) {
                trainedOn = trainedOn.append(views(MODEL, sequence).position());
            }
            assertThat(trainer.stateAfterSnapshot().ledgerDigest()).isEqualTo(trainedOn.hex());
        }
    }

    /** Of the same records, which are cut into other batches. */
    @Test
    void skipsInOtherPlacesAreAnotherRecipe() throws Exception {
        try (TrainerHarness early = TrainerHarness.start(new HashChainLearner.Factory());
                TrainerHarness late = TrainerHarness.start(new HashChainLearner.Factory())) {
            early.process(new Skip(MODEL, 0));
            for (int offset = 1; offset < 2 * BATCH_SIZE; offset++) {
                early.process(at(offset, offset));
                late.process(at(offset, offset - 1));
            }
            late.process(new Skip(MODEL, 2 * BATCH_SIZE - 1));
            StateReport first = early.stateAfterSnapshot();
            StateReport second = late.stateAfterSnapshot();

            assertThat(first.ledgerDigest()).isEqualTo(second.ledgerDigest());
            assertThat(first.weightsDigest()).isNotEqualTo(second.weightsDigest());
            assertThat(early.progress().recipe()).isNotEqualTo(late.progress().recipe());
        }
    }

    @Test
    void theRecipeOfABatchWithoutSkipsIsThatBeforeIt() throws Exception {
        try (TrainerHarness trainer = TrainerHarness.start(new HashChainLearner.Factory())) {
            trainer.processViews(0, 1);
            trainer.snapshot();
            RecipeDigest before = trainer.progress().recipe();
            trainer.processViews(1, 2 * BATCH_SIZE);
            trainer.snapshot();

            assertThat(trainer.progress().step()).isEqualTo(2);
            assertThat(trainer.progress().recipe()).isEqualTo(before);
        }
    }

    /** What is at {@code offset} on the topic, with another number. */
    private static Views at(long offset, long sequence) {
        Views views = views(MODEL, offset);
        return new Views(MODEL, sequence, views.position(), views.pixels());
    }
}
