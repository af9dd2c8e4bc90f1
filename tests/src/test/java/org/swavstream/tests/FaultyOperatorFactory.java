package org.swavstream.tests;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.testutils.junit.SharedReference;
import org.swavstream.tests.OperatorFaults.Fault;

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
        StreamOperator<O> operator = operators.createStreamOperator(parameters);
        InvocationHandler faulty =
                (proxy, method, arguments) -> {
                    faults.get().reached(new Fault(method.getName(), false));
                    Object result = call(operator, method, arguments);
                    faults.get().reached(new Fault(method.getName(), true));
                    return result;
                };
        return (T)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(), interfaces(operator.getClass()), faulty);
    }

    private static Object call(Object operator, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(operator, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Flink asks an operator for more than {@link StreamOperator}. */
    private static Class<?>[] interfaces(Class<?> operator) {
        return Stream.<Class<?>>iterate(operator, type -> type != null, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getInterfaces()))
                .distinct()
                .toArray(Class<?>[]::new);
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
