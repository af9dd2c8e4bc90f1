package org.swavstream.tests;

import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.testutils.junit.SharedReference;

/**
 * Makes the operators of another factory, with faults in the methods that Flink calls.
 *
 * @param operators makes the real ones
 */
record FaultyOperatorFactory<I, O>(
        StreamOperatorFactory<O> operators, SharedReference<OperatorFaults> faults)
        implements OneInputStreamOperatorFactory<I, O> {

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as declared by Flink
    public <T extends StreamOperator<O>> T createStreamOperator(
            StreamOperatorParameters<O> parameters) {
        return (T) FaultyCalls.of(operators.createStreamOperator(parameters), faults);
    }

    @Override
    public void setChainingStrategy(ChainingStrategy strategy) {
        operators.setChainingStrategy(strategy);
    }

    @Override
    public ChainingStrategy getChainingStrategy() {
        return operators.getChainingStrategy();
    }

    @Override
    @SuppressWarnings("rawtypes") // as declared by Flink
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
        return operators.getStreamOperatorClass(loader);
    }
}
