package org.swavstream.job.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.swavstream.job.console.Console;
import org.swavstream.operators.evaluation.ModelFile;
import org.swavstream.operators.evaluation.OfflineEvaluation;
import org.swavstream.operators.evaluation.OfflineEvaluation.TrunkSource;
import org.swavstream.operators.evaluation.ProtocolResult;
import org.swavstream.operators.evaluation.Protocols;
import org.swavstream.operators.evaluation.ViewLoader;
import org.swavstream.operators.multicrop.MultiCropOptions;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.swav.TrunkModel;

/**
 * Evaluates the trained network, and then the untrained one.
 *
 * @param model the trained one
 * @param setting what the numbers depend on
 * @param protocols by which it is evaluated
 * @param device that of the networks
 * @param console gets the progress
 */
record EvaluationRun(
        ModelFile model,
        EvaluationSetting setting,
        Protocols protocols,
        Devices.Choice device,
        Console console) {

    private static final long MAX_PIXELS = MultiCropOptions.MAX_PIXELS.defaultValue();

    EvaluationReport run() throws IOException {
        Map<String, List<ProtocolResult>> results = new LinkedHashMap<>();
        try (ViewLoader loader = new ViewLoader(setting.side(), setting.threads(), MAX_PIXELS)) {
            OfflineEvaluation evaluation =
                    new OfflineEvaluation(
                            protocols, setting.sets(), setting.seed(), loader, device);
            for (Map.Entry<String, TrunkSource> network : networks().entrySet()) {
                results.put(network.getKey(), run(evaluation, network));
            }
        }
        return new EvaluationReport(setting, results);
    }

    private Map<String, TrunkSource> networks() {
        Map<String, TrunkSource> networks = new LinkedHashMap<>();
        networks.put(EvaluationReport.TRAINED, () -> model.load(device));
        setting.untrainedSeed()
                .ifPresent(seed -> networks.put(EvaluationReport.UNTRAINED, () -> untrained(seed)));
        return networks;
    }

    private TrunkModel untrained(long seed) {
        return new TrunkModel(model.trunk(), seed, device);
    }

    private List<ProtocolResult> run(
            OfflineEvaluation evaluation, Map.Entry<String, TrunkSource> network)
            throws IOException {
        try (EvaluationProgress progress =
                new EvaluationProgress(network.getKey(), console.statusLine())) {
            return evaluation.run(network.getValue(), progress);
        }
    }
}
