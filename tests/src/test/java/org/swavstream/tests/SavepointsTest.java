package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The command {@code savepoints}. */
@ExtendWith(SharedModels.class)
final class SavepointsTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"SAVEPOINT", "NATIVE_SAVEPOINT", "CHECKPOINT"})
    void allThatThereIsToResumeFromIsListed(Snapshot snapshot, TwoModels models)
            throws IOException {
        // What a TaskManager works in, beside checkpoints and savepoints in one folder.
        Files.createDirectories(models.folder().resolve("working/tm_127.0.0.1:44429-9fa559"));
        CommandLineRun run = CommandLineRun.of("savepoints", models.folder().toString());
        assertThat(run.failed()).as(run.err()).isFalse();
        String path = models.path(snapshot);
        String job = path.contains("chk-") ? "[0-9a-f]{32}" : "[0-9a-f]{6} *";
        String folderOfIt = path.contains(":") ? Path.of(URI.create(path)).toString() : path;
        assertThat(run.out())
                .containsPattern(
                        "\\d{4}-\\d\\d-\\d\\dT\\S+Z +"
                                + job
                                + " +[\\d.]+ MB +"
                                + folderOfIt
                                + "\n");
    }

    @Test
    void whatIsListedAndCannotBeReadSaysWhy() throws IOException {
        Path broken = Files.createDirectories(folder.resolve("savepoint-abcdef-1"));
        Files.writeString(broken.resolve("_metadata"), "something else");
        assertThat(CommandLineRun.of("savepoints", folder.toString()).out())
                .contains("abcdef", "cannot read savepoint '" + broken + "'");
        Path absent = folder.resolve("absent");
        CommandLineRun.of("savepoints", absent.toString())
                .assertRefused("there is no folder '" + absent);
        Path empty = Files.createDirectories(folder.resolve("empty"));
        CommandLineRun none = CommandLineRun.of("savepoints", empty.toString());
        assertThat(none.failed()).isFalse();
        assertThat(none.err()).contains("No savepoint or checkpoint in");
    }
}
