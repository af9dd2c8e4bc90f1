package org.swavstream.job.configuration;

import java.util.List;

/** The configuration cannot be used; the message lists every problem that was found. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /**
     * @param problems at least one, each a sentence
     */
    public ConfigurationException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    ConfigurationException(List<String> problems, Throwable cause) {
        super(String.join("\n", problems), cause);
        this.problems = List.copyOf(problems);
    }

    /** Every problem, each a sentence. */
    public List<String> problems() {
        return problems;
    }
}
