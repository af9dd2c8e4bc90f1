package org.swavstream.job.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;
import org.swavstream.job.configuration.ConfigurationException;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.operators.training.ModelOptions;
import org.swavstream.operators.training.TrainOptions;
import org.swavstream.state.safetensors.SafetensorsFile;

/**
 * What a local run needs, looked at before anything starts: the file with the first weights, and a
 * device of this machine. On a cluster, the TaskManagers look.
 */
final class ThisMachine {

    private ThisMachine() {}

    /**
     * @throws ConfigurationException with all that is not there
     */
    static void check(Configuration configuration) {
        List<String> problems = new ArrayList<>();
        configuration
                .getOptional(ModelOptions.WARM_START)
                .flatMap(ThisMachine::fileProblem)
                .ifPresent(problem -> problems.add(ModelOptions.WARM_START.key() + ": " + problem));
        deviceProblem(configuration.get(TrainOptions.DEVICE))
                .ifPresent(problem -> problems.add(TrainOptions.DEVICE.key() + ": " + problem));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private static Optional<String> fileProblem(String name) {
        try {
            SafetensorsFile.open(new Path(name)).close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The libraries are loaded only where it matters: the others are always there. */
    private static Optional<String> deviceProblem(String device) {
        if (!device.startsWith("cuda")) {
            return Optional.empty();
        }
        NativeLibraries.load();
        try {
            Devices.choose(device);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }
}
