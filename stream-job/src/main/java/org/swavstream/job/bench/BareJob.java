package org.swavstream.job.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.swavstream.job.console.CommandException;
import org.swavstream.operators.multicrop.MultiCrop;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.operators.swav.SwavLearner;

/**
 * The crops and steps of a job without Kafka and Flink, as a peer in a JVM of its own, so that its
 * CPU time has nothing of the job that waits meanwhile.
 */
public final class BareJob {

    private static final String NEEDS = "as much memory as the job";
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final long MAX_PIXELS = 1 << 20;

    /** Options of this JVM that another one must not have: a debugger's port is taken. */
    private static final List<String> OF_THIS_JVM_ONLY = List.of("-agentlib:", "-javaagent:");

    private BareJob() {}

    /** What a turn of it is. */
    private enum Way {
        /** Crops and steps in a loop for each model: their CPU time / cores. */
        LOOPS,
        /**
         * While a model's step runs, other threads make the crops of its next: time by the clock.
         */
        OVERLAPPED
    }

    /** Crops and steps in a loop for each model; a turn is the CPU time of them / cores. */
    static PeerProcess loops(PipelineSize size, int threads) {
        return start(Way.LOOPS, threads, 1, size);
    }

    /**
     * The same crops beside the same steps, on as many threads as a job has for them; a turn is its
     * time by the clock.
     *
     * @param subtasks threads that make crops
     */
    static PeerProcess overlapped(PipelineSize size, int threads, int subtasks) {
        return start(Way.OVERLAPPED, threads, subtasks, size);
    }

    private static PeerProcess start(Way way, int threads, int subtasks, PipelineSize size) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> OF_THIS_JVM_ONLY.stream().noneMatch(option::startsWith))
                .forEach(command::add);
        command.add("-Dlog4j2.configurationFile=log4j2-child.properties");
        command.add(BareJob.class.getName());
        command.addAll(List.of(way.name(), String.valueOf(threads), String.valueOf(subtasks)));
        command.addAll(size.arguments());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        try {
            return new PeerProcess("of crops and steps", NEEDS, builder);
        } catch (IOException e) {
            throw new CommandException("cannot start another JVM for crops and steps", e);
        }
    }

    /**
     * The peer.
     *
     * @param arguments way, threads of libtorch and OpenBLAS, threads that make crops, and those of
     *     the size
     */
    public static void main(String[] arguments) throws Exception {
        Way way = Way.valueOf(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
        int subtasks = Integer.parseInt(arguments[2]);
        PipelineSize size = PipelineSize.of(Arrays.asList(arguments).subList(3, arguments.length));
        NativeLibraries.load(threads);
        byte[] image = BenchmarkImage.jpeg(500, 375);
        try (CropThreads crops = crops(size, image, subtasks, threads);
                AllModels models =
                        new AllModels(
                                size.models(),
                                () ->
                                        way == Way.LOOPS
                                                ? loop(size, image, threads)
                                                : overlapped(size, crops, threads))) {
            Timed.Work steps = () -> models.steps(size.steps());
            Timed cpu = Timed.processCpu(steps);
            answer(way == Way.LOOPS ? () -> cpu.once() / CORES : Timed.of(steps));
        }
    }

    private static void answer(Timed turn) throws Exception {
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            System.out.println(PeerProcess.READY);
            while (input.readLine() != null) {
                System.out.println(turn.once());
            }
        }
    }

    private static ModelWork loop(PipelineSize size, byte[] image, int threads) {
        return new BareWork(size.batch(), image, multiCrop(size, threads), learner(size, threads));
    }

    private static ModelWork overlapped(PipelineSize size, CropThreads crops, int threads) {
        return new OverlappedWork(size.batch(), crops, learner(size, threads));
    }

    private static CropThreads crops(PipelineSize size, byte[] image, int subtasks, int threads) {
        List<MultiCrop> multiCrops = new ArrayList<>();
        for (int subtask = 0; subtask < subtasks; subtask++) {
            multiCrops.add(multiCrop(size, threads));
        }
        return new CropThreads(image, multiCrops);
    }

    private static MultiCrop multiCrop(PipelineSize size, int threads) {
        return new MultiCrop(size.augmentation(settings(size, threads)), MAX_PIXELS);
    }

    private static SwavLearner learner(PipelineSize size, int threads) {
        return new SwavLearner(size.training(settings(size, threads)).swav());
    }

    private static Configuration settings(PipelineSize size, int threads) {
        return size.settings(threads, 1, PipelineSize.NO_CHECKPOINTS);
    }
}
