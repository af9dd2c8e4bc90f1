package org.swavstream.job.console;

import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.swavstream.image.dataset.DatasetException;
import org.swavstream.image.publish.PublishException;
import org.swavstream.job.configuration.ConfigurationException;
import org.swavstream.operators.evaluation.EvaluationException;
import org.swavstream.operators.training.JobRefusedException;
import org.swavstream.operators.training.TrainingStoppedException;
import org.swavstream.state.file.UnavailableFileException;
import org.swavstream.state.safetensors.SafetensorsException;
import org.swavstream.state.savepoint.SavepointException;

/** Failures as one line that says what is wrong and what to do. */
public final class ErrorMessages {

    private static final String DISK_FULL = "No space left on device";
    private static final String DISK_FULL_ADVICE =
            "no space left on device%s; free some, or choose another disk (--data, or java.io.tmpdir in SWAV_STREAM_JAVA_OPTS)";

    private static final List<String> HEAP_FULL =
            List.of("Java heap space", "GC overhead limit exceeded");

    /** The first that knows the failure wins, so what is more special stands above. */
    private static final List<Function<CauseChain, Optional<String>>> RULES =
            List.of(
                    chain -> chain.first(CommandException.class).map(Throwable::getMessage),
                    chain -> chain.first(PublishException.class).map(Throwable::getMessage),
                    chain -> chain.first(DatasetException.class).map(Throwable::getMessage),
                    chain -> chain.first(EvaluationException.class).map(Throwable::getMessage),
                    chain -> chain.first(ConfigurationException.class).map(ErrorMessages::problems),
                    chain -> chain.first(TrainingStoppedException.class).map(Throwable::getMessage),
                    chain -> chain.first(JobRefusedException.class).map(Throwable::getMessage),
                    // It names the file, so it knows better than the next which disk is full.
                    chain -> chain.first(SafetensorsException.class).map(Throwable::getMessage),
                    ErrorMessages::diskFull,
                    chain -> chain.first(SavepointException.class).map(Throwable::getMessage),
                    chain -> chain.first(UnavailableFileException.class).map(Throwable::getMessage),
                    chain -> chain.first(BindException.class).map(ErrorMessages::portInUse),
                    chain -> chain.first(OutOfMemoryError.class).map(ErrorMessages::memory),
                    chain -> chain.first(NoSuchFileException.class).map(ErrorMessages::noFile),
                    chain -> chain.first(AccessDeniedException.class).map(ErrorMessages::noAccess),
                    chain -> chain.first(KafkaException.class).map(ErrorMessages::kafka));

    private ErrorMessages() {}

    /** The line for {@code failure}; where nothing better is known, what its root cause says. */
    public static String of(Throwable failure) {
        CauseChain chain = CauseChain.of(failure);
        return RULES.stream()
                .flatMap(rule -> rule.apply(chain).stream())
                .findFirst()
                .orElseGet(() -> said(chain.root()))
                .replaceAll("\\s*\\R\\s*", " ");
    }

    private static String problems(ConfigurationException failure) {
        return String.join("; ", failure.problems());
    }

    private static Optional<String> diskFull(CauseChain chain) {
        return chain.lastSaying(DISK_FULL)
                .map(failure -> failure instanceof FileSystemException f ? ": " + f.getFile() : "")
                .map(DISK_FULL_ADVICE::formatted);
    }

    private static String portInUse(BindException failure) {
        return "a port is in use (%s); free it, or choose others with rest.bind-port in conf/config.yaml"
                .formatted(said(failure));
    }

    /** Of the heap, or of something else that would have even less beside a larger heap. */
    private static String memory(OutOfMemoryError failure) {
        String full = "out of memory (%s)".formatted(said(failure));
        return HEAP_FULL.stream().anyMatch(full::contains)
                ? full + "; give the JVM more with SWAV_STREAM_JAVA_OPTS=-Xmx4g"
                : full;
    }

    private static String noFile(NoSuchFileException failure) {
        return failure.getReason() == null
                ? "no such file: " + failure.getFile()
                : failure.getMessage();
    }

    private static String noAccess(AccessDeniedException failure) {
        return "not allowed to read or write " + failure.getFile();
    }

    private static String kafka(KafkaException failure) {
        if (failure instanceof TimeoutException) {
            return "Kafka does not answer in time (%s); check that it runs and can be reached"
                    .formatted(said(failure));
        }
        if (failure instanceof UnknownTopicOrPartitionException) {
            return "the Kafka topic does not exist (%s); create it, or check kafka.topic"
                    .formatted(failure.getMessage());
        }
        if (failure instanceof RecordTooLargeException) {
            return "a record is too large for Kafka (%s); raise max.message.bytes of the topic"
                    .formatted(said(failure));
        }
        if (failure instanceof OffsetOutOfRangeException lost) {
            return lostOffsets(lost);
        }
        return access(failure);
    }

    private static String lostOffsets(OffsetOutOfRangeException failure) {
        String offsets =
                failure.offsetOutOfRangePartitions().entrySet().stream()
                        .map(lost -> "offset %d of %s".formatted(lost.getValue(), lost.getKey()))
                        .sorted()
                        .collect(Collectors.joining(", "));
        return ("Kafka no longer has %s: retention has deleted it, or the topic was made anew; to"
                        + " read anew, from kafka.starting-offsets or a replay's --from, add"
                        + " --restart-source")
                .formatted(offsets);
    }

    private static String access(KafkaException failure) {
        if (failure instanceof AuthenticationException) {
            return "Kafka refuses the login (%s); check kafka.properties.sasl.* and .ssl.*"
                    .formatted(said(failure));
        }
        if (failure instanceof AuthorizationException) {
            return "Kafka does not allow this (%s); grant this principal an ACL for it"
                    .formatted(said(failure));
        }
        Throwable root = CauseChain.of(failure).root();
        return root instanceof ConfigException
                ? "a Kafka client property is wrong: " + said(root)
                : "Kafka: " + said(root);
    }

    /** The message; a single word, or none, is nothing without the kind of failure. */
    private static String said(Throwable failure) {
        String kind = failure.getClass().getSimpleName();
        String message = failure.getMessage();
        if (message == null) {
            return kind;
        }
        return message.contains(" ") ? message : kind + ": " + message;
    }
}
