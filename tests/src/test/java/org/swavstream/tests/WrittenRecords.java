package org.swavstream.tests;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.swavstream.image.kafka.DeadLetterSink;
import org.swavstream.operators.report.ReportJson;
import org.swavstream.operators.report.StepReport;

/**
 * What a job wrote, for a reader of committed records.
 *
 * @param reports topic of the step reports
 * @param deadLetters topic of what could not be used
 */
record WrittenRecords(KafkaTopic reports, KafkaTopic deadLetters) {

    static WrittenRecords create(String bootstrapServers, String name) throws Exception {
        return new WrittenRecords(
                KafkaTopic.create(bootstrapServers, name + ".metrics"),
                KafkaTopic.create(bootstrapServers, name + ".dead-letter"));
    }

    /**
     * The numbers of the steps and of the dead letters, as {@link FaultTopic#expected} has them.
     */
    List<Long> numbers() throws Exception {
        List<Long> numbers = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> report : reports.committed()) {
            if (ReportJson.parse(report.value()) instanceof StepReport done) {
                numbers.add(done.step());
            }
        }
        for (ConsumerRecord<byte[], byte[]> letter : deadLetters.committed()) {
            byte[] offset = letter.headers().lastHeader(DeadLetterSink.OFFSET).value();
            String text = new String(offset, StandardCharsets.UTF_8);
            numbers.add(FaultTopic.deadLetter(Long.parseLong(text)));
        }
        return numbers;
    }
}
