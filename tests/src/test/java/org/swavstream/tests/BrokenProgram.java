package org.swavstream.tests;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A program that is of no use, as where it is not installed. */
final class BrokenProgram {

    private BrokenProgram() {}

    /**
     * The PATH on which it is found first.
     *
     * @param folder that gets it
     */
    static String path(Path folder, String name) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\nexit 127\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder + File.pathSeparator + System.getenv("PATH");
    }
}
