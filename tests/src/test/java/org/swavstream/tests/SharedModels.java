package org.swavstream.tests;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;

/**
 * Gives tests {@link TwoModels}. They are trained when the first test asks for them and are shared
 * by all, which only read them; JUnit deletes them after the last one.
 */
final class SharedModels implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TwoModels.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Broker broker = (Broker) new SharedBroker().resolveParameter(parameter, context);
        return context.getRoot()
                .getStore(Namespace.create(SharedModels.class))
                .getOrComputeIfAbsent(TwoModels.class, type -> train(broker), TwoModels.class);
    }

    private static TwoModels train(Broker broker) {
        try {
            return TwoModels.train(broker);
        } catch (Exception e) {
            throw new IllegalStateException("the two models cannot be trained", e);
        }
    }
}
