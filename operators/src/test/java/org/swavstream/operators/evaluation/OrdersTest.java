package org.swavstream.operators.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrdersTest {

    /** Other ones would change every evaluation's result. */
    @Test
    void ordersAreWhatTheyAlwaysWere() {
        Orders orders = new Orders(5);
        assertThat(orders.epoch(2, 8)).containsExactly(7, 6, 4, 2, 5, 3, 1, 0);
        assertThat(orders.shuffled(new int[] {10, 20, 30, 40, 50}, 2))
                .containsExactly(40, 30, 20, 50, 10);
    }
}
