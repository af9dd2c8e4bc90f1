package org.swavstream.job.run;

import java.util.List;

/**
 * What a job goes on with, for a person.
 *
 * @param models how far those of the savepoint have come
 * @param changes what is done otherwise than by the job that left it; a line each
 */
public record Resumption(String models, List<String> changes) {}
