package org.swavstream.job.inspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.checkpoint.TrainingProgress;
import org.swavstream.state.savepoint.ModelSnapshot;
import org.swavstream.state.savepoint.PrototypeUse;
import org.swavstream.state.savepoint.SavepointException;

/**
 * What a savepoint holds of one model.
 *
 * @param model its key
 * @param step steps done
 * @param samples samples trained on
 * @param skipped samples of finished batches that were not trained on
 * @param lastLoss loss of the last step, or null before the first
 * @param ledgerDigest which records it was trained on, in order
 * @param recipeDigest of its first weights, of all settings that it was trained with and of where
 *     samples were skipped, or null if an earlier release began it
 * @param weightsDigest of weights, momentum, prototypes and queue
 * @param queueFill rows of each assignment crop that the queue holds
 * @param queueLength rows of each that it can hold
 * @param prototypes how the features in the queue share them, or null if the queue holds none
 * @param settingsFingerprint digest of the settings
 * @param settings that the state depends on, by configuration key
 */
public record ModelInspection(
        String model,
        long step,
        long samples,
        long skipped,
        Double lastLoss,
        String ledgerDigest,
        @JsonInclude(JsonInclude.Include.NON_NULL) String recipeDigest,
        String weightsDigest,
        int queueFill,
        int queueLength,
        PrototypeUse prototypes,
        String settingsFingerprint,
        Map<String, String> settings) {

    static ModelInspection of(ModelSnapshot snapshot) throws SavepointException {
        TrainingProgress progress = snapshot.progress();
        QueueIndex queue = snapshot.queue().index();
        return new ModelInspection(
                snapshot.model(),
                progress.step(),
                progress.images(),
                progress.skipped(),
                Double.isNaN(progress.lastLoss()) ? null : progress.lastLoss(),
                progress.ledger().hex(),
                progress.recipe().isKnown() ? progress.recipe().hex() : null,
                snapshot.weightsDigest(),
                queue.filled(),
                queue.length(),
                snapshot.prototypeUse().orElse(null),
                progress.settingsFingerprint(),
                progress.settings());
    }
}
