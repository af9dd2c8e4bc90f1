package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Names that savepoints know: committed lists of what must not be renamed. */
final class GoldenNames {

    private static final Path LISTS = Path.of("src", "test", "resources", "names");

    private GoldenNames() {}

    /** Asserts that the uids of the job's operators are those of the list. */
    static void requireUids(Collection<String> uids) throws IOException {
        require(
                "uids.txt",
                uids,
                "Flink finds an operator's state by its uid: under another one, a job that resumes"
                        + " is refused, or loses the state if unclaimed state is allowed.");
    }

    /** Asserts that the states of a savepoint are those of the list. */
    static void requireStates(Collection<String> states) throws IOException {
        require(
                "states.txt",
                states,
                "Flink finds state by its name and reads it with its serializer: under another name"
                        + " it is empty after a restore, without any error, and the model begins anew"
                        + " or goes on without a part of itself.");
    }

    private static void require(String list, Collection<String> found, String consequence)
            throws IOException {
        List<String> golden = Files.readAllLines(LISTS.resolve(list));
        assertThat(found)
                .as(
                        "%s%nWhat is missing here was renamed or removed, and savepoints that exist"
                                + " hold it: give it back its name, or read the old one too. What is"
                                + " new belongs into %s, with a new golden savepoint",
                        consequence, LISTS.resolve(list))
                .containsExactlyInAnyOrderElementsOf(golden);
    }
}
