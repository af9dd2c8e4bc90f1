package org.swavstream.job.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.NotSerializableException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.util.SerializedThrowable;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.job.configuration.ConfigurationException;
import org.swavstream.operators.training.JobRefusedException;
import org.swavstream.operators.training.TrainingStoppedException;
import org.swavstream.state.file.UnavailableFileException;
import org.swavstream.state.safetensors.SafetensorsFile;

class ErrorMessagesTest {

    @ParameterizedTest
    @MethodSource("failures")
    void aKnownFailureIsSaidClearlyHoweverDeepItLies(Throwable failure, String expected) {
        Throwable wrapped =
                new JobExecutionException(
                        new JobID(),
                        "Job execution failed.",
                        new CompletionException(new SerializedThrowable(failure)));

        assertThat(ErrorMessages.of(failure)).startsWith(expected);
        assertThat(ErrorMessages.of(wrapped)).startsWith(expected);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new CommandException("said in full"), "said in full"),
                Arguments.of(
                        new ConfigurationException(List.of("a.b is 1", "c.d is 2")),
                        "a.b is 1; c.d is 2"),
                Arguments.of(
                        new TrainingStoppedException(
                                "stopped at step 7", new ArithmeticException("a norm is NaN")),
                        "stopped at step 7"),
                Arguments.of(
                        new JobRefusedException(
                                "cannot restore model 'cats': tensor w is missing",
                                new IOException("tensor w is missing")),
                        "cannot restore model 'cats': tensor w is missing"),
                Arguments.of(
                        new JobRefusedException(
                                "model.warm-start: there is no file 'w'",
                                new NoSuchFileException("w")),
                        "model.warm-start: there is no file 'w'"),
                Arguments.of(
                        new UnavailableFileException(
                                "cannot fetch s3://b/1.jpg now: the reason",
                                new ConnectException("Connection refused")),
                        "cannot fetch s3://b/1.jpg now: the reason"),
                Arguments.of(
                        new UnavailableFileException(
                                "cannot list folder 'savepoints': no right to read it",
                                new AccessDeniedException("savepoints")),
                        "cannot list folder 'savepoints': no right to read it"),
                Arguments.of(
                        new BindException("Could not start rest endpoint on any port"),
                        "a port is in use (Could not start rest endpoint on any port); free it"),
                Arguments.of(
                        new IOException("No space left on device"),
                        "no space left on device; free some"),
                Arguments.of(
                        new FileSystemException("/data/x", null, "No space left on device"),
                        "no space left on device: /data/x; free some"),
                Arguments.of(new NoSuchFileException("a.yaml"), "no such file: a.yaml"),
                Arguments.of(new OutOfMemoryError("Java heap space"), "out of memory (Java heap"),
                Arguments.of(
                        new TimeoutException("Timed out waiting for a node"),
                        "Kafka does not answer in time (Timed out"),
                Arguments.of(
                        new UnknownTopicOrPartitionException("images"),
                        "the Kafka topic does not exist (images)"),
                Arguments.of(
                        new SaslAuthenticationException("bad password"),
                        "Kafka refuses the login (bad password)"),
                Arguments.of(
                        new TopicAuthorizationException("not for you"),
                        "Kafka does not allow this (not for you); grant this principal an ACL for it"),
                Arguments.of(
                        new OffsetOutOfRangeException(
                                "Fetch position FetchPosition{offset=7} is out of range",
                                Map.of(
                                        new TopicPartition("images", 1), 9L,
                                        new TopicPartition("images", 0), 7L)),
                        "Kafka no longer has offset 7 of images-0, offset 9 of images-1: retention"
                                + " has deleted it, or the topic was made anew; to read anew, from"
                                + " kafka.starting-offsets or a replay's --from, add --restart-source"),
                Arguments.of(
                        new KafkaException(
                                "Failed to construct kafka consumer",
                                new ConfigException("No resolvable bootstrap urls")),
                        "a Kafka client property is wrong: No resolvable bootstrap urls"),
                Arguments.of(
                        new IllegalStateException("outer", new IOException("the root of it")),
                        "the root of it"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Java heap space",
                "Java heap space. A heap space-related out-of-memory error has occurred.",
                "GC overhead limit exceeded"
            })
    void aLargerHeapIsTheAdviceWhereTheHeapIsFull(String message) {
        assertThat(ErrorMessages.of(new OutOfMemoryError(message)))
                .isEqualTo(
                        "out of memory (%s); give the JVM more with SWAV_STREAM_JAVA_OPTS=-Xmx4g"
                                .formatted(message));
    }

    /** A larger heap would leave less for them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "unable to create native thread: possibly out of memory",
                "Metaspace",
                "Cannot reserve 1 bytes of direct buffer memory",
                "Physical memory usage is too high"
            })
    void otherMemoryThatIsShortIsNoMatterOfTheHeap(String message) {
        assertThat(ErrorMessages.of(new OutOfMemoryError(message)))
                .startsWith("out of memory (")
                .endsWith(message + ")");
    }

    /** Of a model's file only its own message says which disk is full, if one is. */
    @Test
    void whatAModelFileSaysWinsOverWhatIsSaidOfFullDisks() {
        Path file = Path.of("No space left on device").toAbsolutePath();
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .satisfies(
                        failure ->
                                assertThat(ErrorMessages.of(failure))
                                        .isEqualTo(
                                                "there is no file '%s' that can be read"
                                                        .formatted(file)));
    }

    @Test
    void aMessageOfManyLinesBecomesOne() {
        assertThat(ErrorMessages.of(new IOException("first:\n   second\r\nthird")))
                .isEqualTo("first: second third");
    }

    @Test
    void aFailureWithoutASentenceIsNamed() {
        assertThat(ErrorMessages.of(new UnsupportedOperationException()))
                .isEqualTo("UnsupportedOperationException");
        assertThat(ErrorMessages.of(new NotSerializableException("org.example.Thing")))
                .isEqualTo("NotSerializableException: org.example.Thing");
    }
}
