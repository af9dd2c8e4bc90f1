package org.swavstream.operators.swav;

import java.util.List;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;

/** Takes back what a forward pass changed, if its step is not made. */
@SuppressWarnings("try") // a scope works by being open
final class ForwardUndo {

    private final List<Tensor> changed;
    private final List<Tensor> copies;

    /** Copies tensors into the caller's pointer scope. */
    ForwardUndo(List<Tensor> changed) {
        this.changed = changed;
        this.copies = changed.stream().map(tensor -> tensor.detach().clone()).toList();
    }

    void restore() {
        try (AutoGradMode withoutGradient = new AutoGradMode(false)) {
            for (int index = 0; index < changed.size(); index++) {
                changed.get(index).copy_(copies.get(index));
            }
        }
    }
}
