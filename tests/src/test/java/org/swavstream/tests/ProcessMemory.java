package org.swavstream.tests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a JVM takes after a garbage collection.
 *
 * @param resident all of it that is in memory, in MiB
 * @param metaspace its classes, in MiB
 */
record ProcessMemory(long resident, long metaspace) {

    /** Column of {@code jstat -gc}: used metaspace in KiB. */
    private static final String METASPACE_USED = "MU";

    static ProcessMemory of(long process) throws IOException, InterruptedException {
        String number = Long.toString(process);
        run(jdk("jcmd"), number, "GC.run");
        return new ProcessMemory(
                residentMebibytes(process), metaspace(run(jdk("jstat"), "-gc", number)));
    }

    /** All of a process that is in memory now, without a garbage collection. */
    static long residentMebibytes(long process) throws IOException, InterruptedException {
        return Long.parseLong(run("ps", "-o", "rss=", "-p", Long.toString(process)).strip()) >> 10;
    }

    private static long metaspace(String table) {
        List<String> lines = table.strip().lines().toList();
        int column = List.of(lines.get(0).strip().split("\\s+", -1)).indexOf(METASPACE_USED);
        return (long) Double.parseDouble(lines.get(1).strip().split("\\s+", -1)[column]) >> 10;
    }

    private static String jdk(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        return ProgramRun.of(new ProcessBuilder(command).redirectErrorStream(true)).said();
    }
}
