package org.swavstream.job.run;

/** How a person goes on after a run: whole commands, for a shell. */
public interface Continuation {

    /** From the newest checkpoint or savepoint of the run. */
    String fromNewest();

    /** From this savepoint or checkpoint. */
    String from(String savepoint);
}
