package org.swavstream.tests;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.flink.testutils.junit.SharedReference;
import org.swavstream.tests.OperatorFaults.Fault;

/**
 * Passes the calls of an object's methods on, with the planned faults before and after them.
 *
 * @param target whose methods do the work
 */
record FaultyCalls(Object target, SharedReference<OperatorFaults> faults)
        implements InvocationHandler {

    /** Something with all interfaces of {@code target}, in which faults can be. */
    static Object of(Object target, SharedReference<OperatorFaults> faults) {
        return Proxy.newProxyInstance(
                FaultyCalls.class.getClassLoader(),
                interfaces(target.getClass()),
                new FaultyCalls(target, faults));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        faults.get().reached(new Fault(method.getName(), false));
        Object result = call(method, arguments);
        faults.get().reached(new Fault(method.getName(), true));
        return result;
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Class<?>[] interfaces(Class<?> implementation) {
        return Stream.<Class<?>>iterate(implementation, type -> type != null, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getInterfaces()))
                .distinct()
                .toArray(Class<?>[]::new);
    }
}
