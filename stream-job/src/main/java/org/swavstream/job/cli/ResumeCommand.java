package org.swavstream.job.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.swavstream.image.kafka.Secrets;
import org.swavstream.image.kafka.TopicRange;
import org.swavstream.job.run.Continuation;
import org.swavstream.job.run.RunFolder;

/**
 * The command that goes on where a run stopped.
 *
 * @param program how a person calls this program
 * @param folder of the run
 * @param preset what was given as {@code --preset}
 * @param config what was given as {@code --config}
 * @param withBroker whether the run has a broker of its own
 * @param settings what was given as {@code -D}
 */
record ResumeCommand(
        String program,
        RunFolder folder,
        Optional<Preset> preset,
        Optional<Path> config,
        boolean withBroker,
        Map<String, String> settings)
        implements Continuation {

    private static final List<String> RESUME = List.of("--resume");

    /** The values of secrets are not shown. */
    @Override
    public String fromNewest() {
        return line(List.of("run"), Map.of(), RESUME);
    }

    /** The values of secrets are not shown. */
    @Override
    public String from(String savepoint) {
        return with(Map.of(), savepoint);
    }

    /** As {@link #from}, with more settings. */
    String with(Map<String, String> more, String savepoint) {
        return line(List.of("run"), more, at(savepoint));
    }

    /** The commands that read the rest of {@code range}. */
    Continuation restOf(TopicRange range) {
        List<String> replay = List.of("replay", "--topic", range.topic(), "--to", range.end());
        return new Continuation() {
            @Override
            public String fromNewest() {
                return line(replay, Map.of(), RESUME);
            }

            @Override
            public String from(String savepoint) {
                return line(replay, Map.of(), at(savepoint));
            }
        };
    }

    private String line(List<String> command, Map<String, String> more, List<String> start) {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(command);
        words.addAll(List.of("--data", folder.path().toString()));
        preset.ifPresent(name -> words.addAll(List.of("--preset", name.toString())));
        config.ifPresent(file -> words.addAll(List.of("--config", file.toString())));
        if (withBroker) {
            words.add("--with-broker");
        }
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(more);
        all.forEach((key, value) -> words.addAll(List.of("-D", setting(key, value))));
        words.addAll(start);
        return ShellWords.join(words);
    }

    private static List<String> at(String savepoint) {
        return List.of("--from-savepoint", savepoint);
    }

    private static String setting(String key, String value) {
        return key + "=" + Secrets.shown(key, value);
    }
}
