package org.swavstream.operators.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.swavstream.operators.option.OptionReader;

class StateContractTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    crops.groups           | 2x32,1x16 | 2x32, 1x16
                    loss.assignment-crops  | 0,1       | 0, 1
                    probe.side             | 0         | 32
                    probe.side             | 32        | 0
                    """)
    void theSameSettingIsNoContradictionHoweverItIsWritten(String key, String was, String is) {
        assertThat(StateContract.contradictions(with(key, was), with(key, is))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    crops.groups           | 2x32,1x16 | 2x32,1x24
                    loss.assignment-crops  | 0,1       | 0
                    probe.side             | 0         | 24
                    train.batch-size       | 32        | 64
                    """)
    void anotherSettingIsNamedWithBothValues(String key, String was, String is) {
        assertThat(StateContract.contradictions(with(key, was), with(key, is)))
                .containsExactly("%s was %s, is %s".formatted(key, was, is));
    }

    /** The probe's side, which stands for that of the views, is none of its own. */
    @Test
    void whatFollowsFromAnotherSettingIsNotNamed() {
        SortedMap<String, String> was = with("probe.side", "0");
        SortedMap<String, String> is = with("probe.side", "0");
        was.put("crops.groups", "2x32,1x16");
        is.put("crops.groups", "2x24,1x16");

        assertThat(StateContract.contradictions(was, is))
                .containsExactly("crops.groups was 2x32,1x16, is 2x24,1x16");
    }

    @Test
    void whatMayChangeIsToldAndNoContradiction() {
        SortedMap<String, String> was = with("optimizer.learning-rate", "0.1");
        SortedMap<String, String> is = with("optimizer.learning-rate", "0.2");

        assertThat(StateContract.contradictions(was, is)).isEmpty();
        assertThat(StateContract.changes(was, is))
                .containsExactly("optimizer.learning-rate was 0.1, is 0.2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    train.threads | 0    |
                    train.threads | 8    |
                    train.threads | 4    | train.threads was 8, is 4
                    train.device  | auto |
                    train.device  | cuda:1 |
                    train.device  | cpu  | train.device was cuda:0, is cpu
                    """)
    void theMachineThatTrainedIsHeldAgainstWhatIsAskedFor(String key, String is, String change) {
        SortedMap<String, String> was = StateContract.on(with(key, "0"), 8, "cuda:0");

        assertThat(StateContract.contradictions(was, with(key, is))).isEmpty();
        assertThat(StateContract.changes(was, with(key, is)))
                .isEqualTo(change == null ? List.of() : List.of(change));
    }

    @Test
    void anotherMachineIsTold() {
        SortedMap<String, String> asked = with("train.threads", "0");
        SortedMap<String, String> was = StateContract.on(asked, 8, "cuda:0");

        assertThat(StateContract.machineChanges(was, was)).isEmpty();
        assertThat(StateContract.machineChanges(asked, was)).isEmpty();
        assertThat(StateContract.machineChanges(was, StateContract.on(asked, 4, "cpu")))
                .containsExactly("train.device was cuda:0, is cpu", "train.threads was 8, is 4");
    }

    private static SortedMap<String, String> with(String key, String value) {
        Map<String, String> settings = new TreeMap<>(Map.of("crops.groups", "2x32,1x16"));
        settings.put(key, value);
        return StateContract.of(new OptionReader(Configuration.fromMap(settings)));
    }
}
