package org.swavstream.job.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.swavstream.operators.evaluation.EpochScores;
import org.swavstream.operators.evaluation.LinearProtocol;
import org.swavstream.operators.evaluation.ProtocolResult;
import org.swavstream.operators.evaluation.SemiProtocol;
import org.swavstream.operators.multicrop.MultiCrop;
import org.swavstream.operators.swav.Accuracy;
import org.swavstream.operators.swav.InputNormalization;
import org.swavstream.operators.swav.LinearProbe;
import org.swavstream.operators.swav.TrunkSettings;

/** What an evaluation came to, as one line of JSON; accuracies from 0 to 1. */
final class EvaluationJson {

    private static final JsonMapper JSON = new JsonMapper();

    private final EvaluationReport report;

    EvaluationJson(EvaluationReport report) {
        this.report = report;
    }

    @Override
    public String toString() {
        ObjectNode root = JSON.createObjectNode();
        describe(report.setting(), root);
        ArrayNode results = root.putArray("results");
        report.results()
                .forEach(
                        (network, all) ->
                                all.forEach(result -> add(network, result, results.addObject())));
        return root.toString();
    }

    private static void describe(EvaluationSetting setting, ObjectNode root) {
        root.put("model", setting.model().toString());
        describe(setting.trunk(), root);
        describe(setting.choice(), root);
        root.put("training_images", setting.sets().train().size());
        root.put("test_images", setting.sets().test().size());
        root.put("broken_training_images", setting.sets().train().broken().count());
        root.put("broken_test_images", setting.sets().test().broken().count());
        root.put("classes", setting.sets().classes());
        root.put("side", setting.side());
        root.put("scaled_side", MultiCrop.evaluationScale(setting.side()));
        root.put("interpolation", EvaluationSetting.INTERPOLATION);
        InputNormalization.MEAN.forEach(root.putArray("mean")::add);
        InputNormalization.DEVIATION.forEach(root.putArray("std")::add);
        root.put("device", setting.device());
        root.put("threads", setting.threads());
        root.put("seed", setting.seed());
        setting.untrainedSeed().ifPresent(seed -> root.put("untrained_seed", seed));
    }

    private static void describe(TrunkSettings trunk, ObjectNode root) {
        root.put("block", trunk.block().name().toLowerCase(Locale.ROOT));
        trunk.layers().forEach(root.putArray("layers")::add);
        root.put("width", trunk.width());
        root.put("stem", trunk.stem().toString());
        root.put("features", trunk.features());
    }

    private static void describe(ImageChoice choice, ObjectNode root) {
        root.put("train", choice.train());
        choice.test().ifPresent(test -> root.put("test", test));
        choice.limit().ifPresent(limit -> root.put("limit", limit));
    }

    private static void add(String network, ProtocolResult result, ObjectNode target) {
        target.put("network", network);
        if (result instanceof ProtocolResult.Knn knn) {
            target.put("protocol", "knn");
            target.put("k", knn.neighbors());
            target.put("temperature", knn.temperature());
            put(knn.accuracy(), target);
        } else if (result instanceof ProtocolResult.Linear linear) {
            target.put("protocol", "linear");
            put(linear.protocol(), target);
            put(linear.trained(), target);
        } else if (result instanceof ProtocolResult.Semi semi) {
            target.put("protocol", "semi");
            target.put("labelled_images", semi.images());
            put(semi.protocol(), target);
            put(semi.trained(), target);
        }
    }

    private static void put(LinearProtocol protocol, ObjectNode target) {
        target.put("augmented", protocol.augmented());
        target.put("epochs", protocol.epochs());
        target.put("batch_size", protocol.batchSize());
        target.put("learning_rate", protocol.learningRate());
        target.put("momentum", LinearProbe.MOMENTUM);
        target.put("weight_decay", LinearProtocol.WEIGHT_DECAY);
    }

    private static void put(SemiProtocol protocol, ObjectNode target) {
        target.put("fraction", protocol.fraction());
        target.put("epochs", protocol.epochs());
        target.put("batch_size", protocol.batchSize());
        target.put("trunk_learning_rate", protocol.trunkRate());
        target.put("head_learning_rate", protocol.headRate());
    }

    private static void put(EpochScores scores, ObjectNode target) {
        target.put("diverged", scores.diverged());
        if (!scores.diverged()) {
            target.put("first_loss", scores.firstLoss());
            target.put("last_loss", scores.lastLoss());
        }
        put(scores.last(), target.putObject("last").put("epoch", scores.epochs()));
        put(scores.best(), target.putObject("best").put("epoch", scores.bestEpoch()));
    }

    private static void put(Accuracy accuracy, ObjectNode target) {
        target.put("top1", accuracy.top1());
        target.put("top5", accuracy.top5());
    }
}
