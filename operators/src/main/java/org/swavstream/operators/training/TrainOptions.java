package org.swavstream.operators.training;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.swavstream.operators.swav.Precision;

/** How the model is trained, and where. */
public final class TrainOptions {

    public static final ConfigOption<Integer> BATCH_SIZE =
            ConfigOptions.key("train.batch-size")
                    .intType()
                    .defaultValue(256)
                    .withDescription("Images of one optimisation step, 2 to 65536.");

    public static final ConfigOption<Integer> MICRO_BATCH =
            ConfigOptions.key("train.micro-batch")
                    .intType()
                    .defaultValue(0)
                    .withDescription(
                            "Most images that pass through the network at once, 4 to 65536; 0 for"
                                    + " the whole batch. It bounds the memory of a step: gradients"
                                    + " are summed over such parts, with codes of the whole batch,"
                                    + " for one more forward pass. Batch norms see a part at a time.");

    public static final ConfigOption<Precision> PRECISION =
            ConfigOptions.key("train.precision")
                    .enumType(Precision.class)
                    .defaultValue(Precision.FLOAT32)
                    .withDescription(
                            "float32, or bfloat16: convolutions and linear layers multiply numbers"
                                    + " of 16 bits, which saves memory and is faster on a GPU; on"
                                    + " most CPUs it is many times slower. Weights, momentum,"
                                    + " codes and loss are float32 in either case.");

    public static final ConfigOption<Long> SEED =
            ConfigOptions.key("train.seed")
                    .longType()
                    .defaultValue(31L)
                    .withDescription(
                            "Seed of the initial weights and of all crops. Equal seeds, settings"
                                    + " and ledgers give equal weights where the same samples were"
                                    + " skipped.");

    public static final ConfigOption<String> DEVICE =
            ConfigOptions.key("train.device")
                    .stringType()
                    .defaultValue("auto")
                    .withDescription(
                            "auto (a GPU if there is one), cpu, cuda or cuda:N for the GPU with"
                                    + " number N.");

    public static final ConfigOption<Integer> THREADS =
            ConfigOptions.key("train.threads")
                    .intType()
                    .defaultValue(0)
                    .withDescription(
                            "Threads of one operation on the CPU, 1 to 1024; 0 takes one for each"
                                    + " core of the machine that trains. Sums are ordered by it: weights are"
                                    + " equal to the bit only with an equal number.");

    private TrainOptions() {}
}
