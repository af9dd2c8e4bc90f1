package org.swavstream.operators.simulation;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.swav.Embeddings;
import org.swavstream.operators.swav.Learner;
import org.swavstream.operators.swav.LearnerFactory;
import org.swavstream.operators.swav.SwavSettings;
import org.swavstream.operators.training.HashChainLearner;

/** Makes learners that do nothing where one of their parts should be restored. */
final class ForgetfulLearners implements LearnerFactory {

    /** They restore everything. */
    static final ForgetfulLearners NONE = new ForgetfulLearners("");

    private static final long serialVersionUID = 1;

    private final HashChainLearner.Factory learners = new HashChainLearner.Factory();
    private final AtomicBoolean forgotten;
    private final String part;

    /**
     * @param part one of {@link #parts}, or empty
     */
    ForgetfulLearners(String part) {
        this.part = part;
        this.forgotten = new AtomicBoolean(part.isEmpty());
    }

    /** What a learner can restore: the names of the methods. */
    static List<String> parts() {
        return Arrays.stream(Learner.class.getMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("restore"))
                .sorted()
                .toList();
    }

    /** Whether they have not restored their part, or there is none. */
    boolean haveForgotten() {
        return forgotten.get();
    }

    @Override
    public int prepareThread(int threads) {
        return learners.prepareThread(threads);
    }

    @Override
    public Devices.Choice device(SwavSettings settings) {
        return learners.device(settings);
    }

    @Override
    public Embeddings embedUntrained(SwavSettings settings, List<byte[]> images, int side) {
        return learners.embedUntrained(settings, images, side);
    }

    @Override
    public Learner create(SwavSettings settings) {
        Learner learner = learners.create(settings);
        return (Learner)
                Proxy.newProxyInstance(
                        Learner.class.getClassLoader(),
                        new Class<?>[] {Learner.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals(part)) {
                                forgotten.set(true);
                                return null;
                            }
                            return method.invoke(learner, arguments);
                        });
    }
}
