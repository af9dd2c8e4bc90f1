package org.swavstream.operators.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.swavstream.operators.multicrop.MultiCropOptions;
import org.swavstream.operators.option.OptionReader;
import org.swavstream.operators.probe.ProbeOptions;
import org.swavstream.operators.sample.CropGroup;
import org.swavstream.operators.sequence.SequenceOptions;
import org.swavstream.operators.swav.ComputeSettings;
import org.swavstream.operators.swav.LossSettings;
import org.swavstream.operators.swav.ModelSettings;
import org.swavstream.operators.swav.OptimizerSettings;
import org.swavstream.operators.swav.Precision;
import org.swavstream.operators.swav.QueueSettings;
import org.swavstream.operators.swav.Schedule;
import org.swavstream.operators.swav.SwavSettings;
import org.swavstream.operators.swav.TrunkSettings;

/** Makes {@link TrainingSettings} from the options of training. */
final class TrainingSettingsReader {

    private static final long MAX_STEPS = 1_000_000_000_000L;
    private static final double MAX_RATE = 1000.0;

    private final OptionReader options;

    TrainingSettingsReader(OptionReader options) {
        this.options = options;
    }

    /** As {@link TrainingSettings#read}. */
    Optional<TrainingSettings> read(List<CropGroup> crops) {
        int batchSize = options.between(TrainOptions.BATCH_SIZE, 2, 65_536);
        int threads = options.between(TrainOptions.THREADS, 0, 1024);
        long probeEvery = options.between(ProbeOptions.EVERY_STEPS, 0L, MAX_STEPS);
        int probeSide =
                options.read(
                        ProbeOptions.SIDE,
                        side -> side == 0 || (side >= 8 && side <= 1024),
                        "0, or 8 to 1024");
        boolean rawPixels = options.read(ProbeOptions.RAW_PIXELS, "true or false");
        Optional<String> warmStart = options.optional(ModelOptions.WARM_START);
        Optional<SwavSettings> swav = swav(crops, batchSize);
        if (!options.problems().isEmpty()) {
            return Optional.empty();
        }
        Optional<TrainingSettings> training =
                swav.map(
                        settings ->
                                new TrainingSettings(
                                        settings,
                                        batchSize,
                                        threads,
                                        probeEvery,
                                        options.optional(SequenceOptions.MAX_IMAGES)
                                                .orElse(SequenceOptions.MAX_IMAGES.defaultValue()),
                                        probeSide == 0 ? crops.get(0).side() : probeSide,
                                        rawPixels,
                                        warmStart.orElse(null),
                                        StateContract.of(options)));
        training.ifPresent(settings -> settings.checkProbe(options));
        return training;
    }

    private Optional<SwavSettings> swav(List<CropGroup> crops, int batchSize) {
        Optional<ModelSettings> model = model();
        Optional<LossSettings> loss = loss();
        QueueSettings queue = queue(batchSize);
        OptimizerSettings optimizer = optimizer();
        Optional<Schedule> schedule = schedule();
        long seed = options.read(TrainOptions.SEED, "a whole number of 64 bits");
        ComputeSettings compute = compute();
        if (crops.isEmpty() || model.isEmpty() || loss.isEmpty()) {
            return Optional.empty();
        }
        return schedule.flatMap(
                rates ->
                        options.attempt(
                                () ->
                                        new SwavSettings(
                                                model.get(),
                                                loss.get(),
                                                queue,
                                                optimizer,
                                                rates,
                                                crops,
                                                seed,
                                                compute),
                                LossOptions.ASSIGNMENT_CROPS,
                                MultiCropOptions.GROUPS,
                                TrainOptions.PRECISION,
                                QueueOptions.LENGTH,
                                ModelOptions.FEATURE_DIM));
    }

    private ComputeSettings compute() {
        String device = options.read(TrainOptions.DEVICE, "auto, cpu, cuda or cuda:N");
        int microBatch =
                options.read(
                        TrainOptions.MICRO_BATCH,
                        images -> images == 0 || (images >= 4 && images <= 65_536),
                        "0, or 4 to 65536");
        Precision precision =
                options.read(
                        TrainOptions.PRECISION,
                        numbers -> numbers != Precision.FLOAT64,
                        "float32 or bfloat16");
        return new ComputeSettings(device, precision, microBatch);
    }

    private Optional<ModelSettings> model() {
        String trunk = options.read(ModelOptions.TRUNK, "a name");
        double width = options.between(ModelOptions.WIDTH, 0.125, 5.0);
        var stem = options.read(ModelOptions.STEM, "imagenet, small or small-stride-2");
        int headHidden = options.between(ModelOptions.HEAD_HIDDEN, 1, 65_536);
        int featureDim = options.between(ModelOptions.FEATURE_DIM, 2, 8192);
        int prototypes = options.between(ModelOptions.PROTOTYPES, 2, 1_000_000);
        return options.attempt(
                        () -> TrunkSettings.of(trunk, width, stem),
                        ModelOptions.TRUNK,
                        ModelOptions.WIDTH)
                .flatMap(
                        shape ->
                                options.attempt(
                                        () ->
                                                new ModelSettings(
                                                        shape, headHidden, featureDim, prototypes),
                                        ModelOptions.HEAD_HIDDEN,
                                        ModelOptions.FEATURE_DIM,
                                        ModelOptions.PROTOTYPES));
    }

    private Optional<LossSettings> loss() {
        double temperature = options.between(LossOptions.TEMPERATURE, 0.001, 10.0);
        double epsilon = options.between(LossOptions.EPSILON, 0.003, 10.0);
        int iterations = options.between(LossOptions.SINKHORN_ITERATIONS, 1, 1000);
        String crops =
                options.read(
                        LossOptions.ASSIGNMENT_CROPS,
                        text -> text.matches("\\s*\\d{1,4}\\s*(,\\s*\\d{1,4}\\s*)*"),
                        "numbers of views, separated by commas");
        long freeze = options.between(LossOptions.FREEZE_PROTOTYPES_STEPS, 0L, MAX_STEPS);
        return options.attempt(
                () -> new LossSettings(temperature, epsilon, iterations, views(crops), freeze),
                LossOptions.ASSIGNMENT_CROPS);
    }

    private static List<Integer> views(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).map(Integer::valueOf).toList();
    }

    private QueueSettings queue(int batchSize) {
        int length =
                options.read(
                        QueueOptions.LENGTH,
                        rows ->
                                rows >= 0
                                        && (options.refused(TrainOptions.BATCH_SIZE)
                                                || rows % batchSize == 0),
                        "0, or a multiple of train.batch-size = " + batchSize);
        long startStep = options.between(QueueOptions.START_STEP, 0L, MAX_STEPS);
        return new QueueSettings(length, startStep);
    }

    private OptimizerSettings optimizer() {
        double momentum = options.between(OptimizerOptions.MOMENTUM, 0.0, 0.9999);
        double weightDecay = options.between(OptimizerOptions.WEIGHT_DECAY, 0.0, 1.0);
        double trust = options.between(OptimizerOptions.TRUST_COEFFICIENT, 1e-6, 1.0);
        return new OptimizerSettings(momentum, weightDecay, trust);
    }

    private Optional<Schedule> schedule() {
        double base = options.between(OptimizerOptions.LEARNING_RATE, 0.0, MAX_RATE);
        var kind =
                options.read(
                        ScheduleOptions.KIND,
                        "constant, inverse-square-root, stable-decay or cosine");
        long warmupSteps = options.between(ScheduleOptions.WARMUP_STEPS, 0L, MAX_STEPS);
        double warmupStart = options.between(ScheduleOptions.WARMUP_START, 0.0, MAX_RATE);
        double finalRate = options.between(ScheduleOptions.FINAL_RATE, 0.0, MAX_RATE);
        long total = options.between(ScheduleOptions.TOTAL_STEPS, 0L, MAX_STEPS);
        long decay = options.between(ScheduleOptions.DECAY_STEPS, 0L, MAX_STEPS);
        var warmup = new Schedule.Warmup(warmupStart, base, warmupSteps);
        return switch (kind) {
            case CONSTANT -> Optional.of(new Schedule.WarmupConstant(warmup));
            case INVERSE_SQUARE_ROOT ->
                    options.attempt(
                            () -> new Schedule.WarmupInverseSquareRoot(warmup),
                            ScheduleOptions.WARMUP_STEPS);
            case STABLE_DECAY ->
                    options.attempt(
                            () ->
                                    new Schedule.WarmupStableDecay(
                                            warmup, total - warmupSteps - decay, decay, finalRate),
                            ScheduleOptions.TOTAL_STEPS,
                            ScheduleOptions.WARMUP_STEPS,
                            ScheduleOptions.DECAY_STEPS);
            case COSINE ->
                    options.attempt(
                            () -> new Schedule.WarmupCosine(warmup, total, finalRate),
                            ScheduleOptions.TOTAL_STEPS,
                            ScheduleOptions.WARMUP_STEPS);
        };
    }
}
