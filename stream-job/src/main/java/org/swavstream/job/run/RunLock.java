package org.swavstream.job.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.swavstream.job.console.CommandException;

/**
 * What one process at a time may do in a run's folder. The operating system holds it: it is free
 * again when it is closed and when its process ends, however that ends.
 */
public final class RunLock implements AutoCloseable {

    private final FileChannel file;

    private RunLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the lock, or fails at once.
     *
     * @param path the lock's file, which stays; its folder is made where it is not there
     * @param holder what has the lock, as the subject of a sentence
     * @param advice what to do where another has it
     * @throws CommandException where another has it; the message names its process
     */
    static RunLock take(Path path, String holder, String advice) throws IOException {
        Files.createDirectories(path.getParent());
        FileChannel file = FileChannel.open(path, CREATE, READ, WRITE);
        try {
            if (lock(file).isEmpty()) {
                throw new CommandException(
                        "%s is at work already, process %s; %s"
                                .formatted(holder, read(file), advice));
            }
            file.truncate(0);
            file.write(UTF_8.encode(Long.toString(ProcessHandle.current().pid())), 0);
            return new RunLock(file);
        } catch (IOException | CommandException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static Optional<FileLock> lock(FileChannel file) throws IOException {
        try {
            return Optional.ofNullable(file.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    private static String read(FileChannel file) throws IOException {
        ByteBuffer process = ByteBuffer.allocate(20);
        file.read(process, 0);
        return UTF_8.decode(process.flip()).toString();
    }
}
