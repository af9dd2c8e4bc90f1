package org.swavstream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.job.Await;

class DemoCommandTest {

    @TempDir private Path folder;

    private final CommandLineRun run = new CommandLineRun();

    @Test
    void endsByItselfWithASavepointAndOneLineOfJson() throws Exception {
        int status =
                run.execute(
                        "demo",
                        "--data=" + folder,
                        "--images=textures",
                        "--minutes=0.02",
                        "--json");

        assertThat(run.err()).contains("step ").doesNotContain("swav-stream:");
        assertThat(status).isZero();
        assertThat(run.out())
                .contains("kNN top-1")
                .contains("Resume with: ./swav-stream run --data %s/demo-1".formatted(folder))
                .contains("--with-broker --from-savepoint file:")
                .contains(
                        "with: ./swav-stream publish textures --repeat 0 --topic images"
                                + " --bootstrap-servers HOST:PORT\n");
        JsonNode result = lastLine();
        assertThat(result.get("knn_trained").asDouble()).isEqualTo(0.42);
        assertThat(result.get("knn_untrained").asDouble()).isEqualTo(0.23);
        assertThat(result.get("seconds").asDouble()).isBetween(1.0, 60.0);
        assertThat(result.get("savepoint").asText()).startsWith("file:" + folder);
        long steps = result.get("steps").asLong();
        assertThat(steps).isPositive();
        assertThat(result.get("images").asLong()).isEqualTo(steps * 256);
        assertThat(result.get("weights_digest").asText()).isEqualTo("w" + steps);
        assertThat(result.get("ledger_digest").asText()).isEqualTo("l" + steps);
    }

    @Test
    void filesThatAreNoImagesAreNamed() throws Exception {
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.writeString(images.resolve("image.png"), "nobody decodes it here");
        Files.writeString(images.resolve("notes.txt"), "no image");

        run.execute("demo", "--data=" + folder, "--images=" + images, "--minutes=0.02");
        assertThat(run.err()).contains("Left out of " + images + ": ", "notes.txt");
    }

    /** What was learned until then is worth a savepoint. */
    @Test
    void imagesThatCannotBeReadAnyMoreEndItWithASavepoint() throws Exception {
        Path images = Files.createDirectory(folder.resolve("images"));
        Path image = Files.writeString(images.resolve("image.png"), "nobody decodes it here");
        var demo =
                CompletableFuture.supplyAsync(
                        () ->
                                run.execute(
                                        "demo",
                                        "--data=" + folder,
                                        "--images=" + images,
                                        "--json"));
        Await.until(() -> Optional.of(run.err()).filter(said -> said.contains("step ")));
        Files.delete(image);

        assertThat(demo.get(60, TimeUnit.SECONDS)).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err())
                .endsWith(
                        "swav-stream: the demo stopped early, as its images could not be published:"
                                + " no such file: %s%n".formatted(image));
        assertThat(run.out()).contains("Resume with: ./swav-stream run");
        assertThat(lastLine().get("savepoint").asText()).startsWith("file:" + folder);
    }

    @Test
    void wrongMinutesAndAbsentImagesAreRefusedBeforeAnythingStarts() {
        assertThat(run.execute("demo", "--data=" + folder, "--minutes=0"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(run.execute("demo", "--data=" + folder, "--images=absent"))
                .isEqualTo(ExitStatus.FAILURE);
        assertThat(run.err())
                .contains("--minutes is 0.0; expected more than 0")
                .contains("swav-stream: absent: no such data set");
        assertThat(folder).isEmptyDirectory();
    }

    private JsonNode lastLine() throws Exception {
        String last = run.out().lines().reduce((first, second) -> second).orElseThrow();
        return new ObjectMapper().readTree(last);
    }
}
