package org.swavstream.job.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Two ports of the loopback interface that nothing listened on a moment ago. */
record FreePorts(int first, int second) {

    static FreePorts find() throws IOException {
        // Both are open at once, so that they differ.
        try (ServerSocket first = open();
                ServerSocket second = open()) {
            return new FreePorts(first.getLocalPort(), second.getLocalPort());
        }
    }

    private static ServerSocket open() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
