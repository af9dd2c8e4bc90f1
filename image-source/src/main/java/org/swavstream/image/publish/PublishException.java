package org.swavstream.image.publish;

import java.io.IOException;
import org.apache.kafka.common.KafkaException;

/** Images cannot be published. The message is one line that names the broker or the topic. */
public final class PublishException extends IOException {

    private static final long serialVersionUID = 1L;

    PublishException(String message) {
        super(message);
    }

    PublishException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Why Kafka fails: of a client that cannot be made, only the cause tells. */
    static Throwable reason(KafkaException failure) {
        return failure.getCause() == null ? failure : failure.getCause();
    }
}
