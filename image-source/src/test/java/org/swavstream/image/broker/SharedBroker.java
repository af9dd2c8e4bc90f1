package org.swavstream.image.broker;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Broker}. It starts when the first test asks for it and is shared by all, so
 * tests use topics of their own; JUnit closes it after the last one.
 */
public final class SharedBroker implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Broker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedBroker.class))
                .getOrComputeIfAbsent(Broker.class, type -> start(), Broker.class);
    }

    private static Broker start() {
        try {
            return new Broker();
        } catch (Exception e) {
            throw new IllegalStateException("the test's Kafka broker does not start", e);
        }
    }
}
