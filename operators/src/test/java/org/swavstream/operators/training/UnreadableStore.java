package org.swavstream.operators.training;

import java.io.IOException;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;

/** A store of checkpoints that opens the models' tensors, and fails when they are read. */
final class UnreadableStore extends ByteStreamStateHandle {

    static final String MESSAGE = "the store does not answer";

    private static final long serialVersionUID = 1;

    private UnreadableStore() {
        super("unreadable", new byte[0]);
    }

    /** The same state, of which the raw keyed part is in such a store. */
    static OperatorSubtaskState of(OperatorSubtaskState state) {
        KeyGroupsStateHandle tensors =
                (KeyGroupsStateHandle) state.getRawKeyedState().iterator().next();
        KeyedStateHandle unreadable =
                new KeyGroupsStateHandle(tensors.getGroupRangeOffsets(), new UnreadableStore());
        return state.toBuilder()
                .setRawKeyedState(StateObjectCollection.singleton(unreadable))
                .build();
    }

    @Override
    public FSDataInputStream openInputStream() {
        return new FSDataInputStream() {

            private long position;

            @Override
            public void seek(long to) {
                position = to;
            }

            @Override
            public long getPos() {
                return position;
            }

            @Override
            public int read() throws IOException {
                throw new IOException(MESSAGE);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException(MESSAGE);
            }
        };
    }
}
