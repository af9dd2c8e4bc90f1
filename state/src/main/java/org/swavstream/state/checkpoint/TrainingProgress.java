package org.swavstream.state.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.swavstream.state.digest.Sha256;
import org.swavstream.state.ledger.LedgerDigest;
import org.swavstream.state.ledger.RecipeDigest;

/**
 * How far the training of one model has come.
 *
 * @param step number of the next batch, from 0; also the number of batches that are done: trained
 *     on, or skipped for want of usable images
 * @param images images trained on
 * @param skipped images of finished batches that were not trained on: unusable ones, and the only
 *     usable one of a batch
 * @param seed seed of the initial weights and of all crops
 * @param firstLoss loss of the first batch, before any update; NaN before it
 * @param lastLoss loss of the latest batch; NaN before the first
 * @param stepsAtLnK latest batches in a row, after the prototypes' freeze, whose loss was near ln K
 * @param ledger digest of the samples trained on, in order
 * @param recipe digest of the first weights, of the settings, all those before included, and of
 *     where samples were skipped
 * @param settings the settings that the model is trained with now, by configuration key
 */
public record TrainingProgress(
        long step,
        long images,
        long skipped,
        long seed,
        double firstLoss,
        double lastLoss,
        long stepsAtLnK,
        LedgerDigest ledger,
        RecipeDigest recipe,
        SortedMap<String, String> settings) {

    public TrainingProgress {
        Objects.requireNonNull(ledger, "ledger");
        Objects.requireNonNull(recipe, "recipe");
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /**
     * SHA-256 over the lines {@code key=value} of the settings, in the order of their keys, 64
     * hexadecimal digits: equal for models that are trained with equal settings.
     */
    public String settingsFingerprint() {
        Sha256 sha256 = new Sha256();
        settings.forEach(
                (key, value) ->
                        sha256.add((key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8)));
        return sha256.hex();
    }

    /**
     * Before the first sample.
     *
     * @param first digest of the model as it is then, 64 hexadecimal digits
     */
    public static TrainingProgress start(
            long seed, SortedMap<String, String> settings, String first) {
        return new TrainingProgress(
                        0,
                        0,
                        0,
                        seed,
                        Double.NaN,
                        Double.NaN,
                        0,
                        LedgerDigest.EMPTY,
                        new RecipeDigest(first),
                        settings)
                .changeSettings(settings, 0);
    }

    /** The same with these settings, which mean what those before meant. */
    public TrainingProgress withSettings(SortedMap<String, String> newSettings) {
        return with(recipe, newSettings);
    }

    /**
     * The same, trained on with these settings, of which the recipe tells.
     *
     * @param waiting samples that wait for their step, whose views were made with those before
     */
    public TrainingProgress changeSettings(SortedMap<String, String> newSettings, int waiting) {
        String fingerprint = withSettings(newSettings).settingsFingerprint();
        return with(recipe.append(step, waiting, fingerprint), newSettings);
    }

    /**
     * The same before the step on the next batch, of whose skips the recipe tells.
     *
     * @param sequences numbers of its skipped samples, in order
     */
    public TrainingProgress withSkips(List<Long> sequences) {
        RecipeDigest skipped = recipe;
        for (long sequence : sequences) {
            skipped = skipped.appendSkip(sequence);
        }
        return with(skipped, settings);
    }

    private TrainingProgress with(RecipeDigest newRecipe, SortedMap<String, String> newSettings) {
        return new TrainingProgress(
                step,
                images,
                skipped,
                seed,
                firstLoss,
                lastLoss,
                stepsAtLnK,
                ledger,
                newRecipe,
                newSettings);
    }

    /**
     * After one more batch.
     *
     * @param trained images of the batch that were trained on
     * @param missing images of the batch that could not be used
     * @param loss the batch's loss
     * @param atLnK {@link #stepsAtLnK} with this batch
     * @param ledgerAfter the digest with the batch's samples in it
     */
    public TrainingProgress advance(
            int trained, int missing, double loss, long atLnK, LedgerDigest ledgerAfter) {
        return new TrainingProgress(
                step + 1,
                images + trained,
                skipped + missing,
                seed,
                Double.isNaN(firstLoss) ? loss : firstLoss,
                loss,
                atLnK,
                ledgerAfter,
                recipe,
                settings);
    }

    /**
     * After a batch that has too few usable images to train on, and changes no model.
     *
     * @param batchImages its images, usable or not
     */
    public TrainingProgress skipBatch(int batchImages) {
        return new TrainingProgress(
                step + 1,
                images,
                skipped + batchImages,
                seed,
                firstLoss,
                lastLoss,
                stepsAtLnK,
                ledger,
                recipe,
                settings);
    }
}
