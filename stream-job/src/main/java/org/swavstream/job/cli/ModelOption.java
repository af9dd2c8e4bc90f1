package org.swavstream.job.cli;

import java.util.List;
import org.swavstream.job.console.CommandException;
import org.swavstream.state.savepoint.ModelSnapshot;
import org.swavstream.state.savepoint.Savepoint;
import org.swavstream.state.savepoint.SavepointException;
import picocli.CommandLine.Option;

/** {@code --model}: which model of a savepoint is meant, where it holds several. */
final class ModelOption {

    @Option(
            names = "--model",
            paramLabel = "KEY",
            description = "the model, where the savepoint holds several")
    private String key;

    /**
     * The model that is meant.
     *
     * @throws CommandException if it is not there, or not clear; the message lists the keys
     * @throws SavepointException if its tensors are missing
     */
    ModelSnapshot of(Savepoint savepoint) throws SavepointException {
        List<String> models = savepoint.models();
        if (models.isEmpty()) {
            throw new CommandException(
                    "savepoint '%s' holds no model yet: it was taken before the first image was trained on"
                            .formatted(savepoint.path()));
        }
        if (key == null && models.size() > 1) {
            throw new CommandException(
                    "savepoint '%s' holds %d models; choose one with --model: %s"
                            .formatted(savepoint.path(), models.size(), String.join(", ", models)));
        }
        if (key != null && !models.contains(key)) {
            throw new CommandException(
                    "savepoint '%s' holds no model '%s'; it holds: %s"
                            .formatted(savepoint.path(), key, String.join(", ", models)));
        }
        return savepoint.model(key == null ? models.get(0) : key);
    }
}
