package org.swavstream.job.broker;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.jline.utils.Signals;

/**
 * A Kafka broker in a JVM of its own, which ends when its standard input does: a parent that is
 * stopped or killed takes its broker with it.
 *
 * <p>Argument: the file with the broker's properties, in the folder of its data. Storage that is
 * not formatted yet is formatted. Another broker on the folder is waited for.
 */
public final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] arguments) throws IOException {
        Path properties = Path.of(arguments[0]);
        exitAtEndOfInput();
        ignoreSignals();
        // Open until this process is gone: after Kafka's own lock is free, it still writes.
        try (FileChannel data = FileChannel.open(lock(properties), CREATE, WRITE)) {
            awaitTheOneBefore(data);
            if (!isFormatted(properties)) {
                format(properties);
            }
            Kafka.main(new String[] {properties.toString()});
        }
    }

    private static Path lock(Path properties) {
        return properties.resolveSibling("broker.lock");
    }

    /** Of a run that was killed: its broker ends by itself, and that can take seconds. */
    private static void awaitTheOneBefore(FileChannel data) throws IOException {
        if (data.tryLock() == null) {
            System.out.println("another broker has the data; waiting for its end");
            data.lock();
        }
    }

    private static void exitAtEndOfInput() {
        Thread thread = new Thread(BrokerMain::awaitEndOfInput, "parent-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static void awaitEndOfInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("standard input broke, the parent must be gone: " + e);
        }
        System.exit(0);
    }

    /**
     * A terminal sends Ctrl-C, and a service manager SIGTERM, to every process of the command, but
     * the broker must outlast the job's savepoint. Kafka's own handler calls the one that it finds,
     * this one.
     */
    private static void ignoreSignals() {
        for (String signal : List.of("INT", "TERM")) {
            Signals.register(signal, () -> System.out.println(signal + " left to the parent"));
        }
    }

    private static boolean isFormatted(Path file) throws IOException {
        Properties properties = new Properties();
        try (var in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"));
    }

    private static void format(Path properties) {
        String[] arguments = {
            "format",
            "--cluster-id",
            Uuid.randomUuid().toString(),
            "--config",
            properties.toString()
        };
        int status = StorageTool.execute(arguments, System.out);
        if (status != 0) {
            throw new IllegalStateException(
                    "Kafka's storage cannot be formatted (status %d); see the lines above"
                            .formatted(status));
        }
    }
}
