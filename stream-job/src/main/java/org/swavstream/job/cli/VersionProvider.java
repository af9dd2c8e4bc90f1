package org.swavstream.job.cli;

import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.IVersionProvider;

/** The versions that matter when something is reported. */
final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "swav-stream " + version(VersionProvider.class),
            "Flink " + version(Configuration.class),
            "Java " + System.getProperty("java.version")
        };
    }

    /** As the jar of {@code type} says; to load the class would begin a log. */
    private static String version(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return Optional.ofNullable(version).orElse("(not packaged)");
    }
}
