package org.swavstream.operators.swav.parity;

/**
 * How far a quantity is from the reference, at its worst.
 *
 * @param quantity what was compared, and how
 * @param error the largest error found, from 0; NaN if a value was not a number
 * @param tolerance the largest error allowed
 * @param where the step or the tensor where it was found; empty if there is only one
 */
public record Measurement(String quantity, double error, double tolerance, String where) {

    /** Whether the error is allowed. */
    public boolean passed() {
        return error <= tolerance;
    }

    /** The one with the larger error; nothing is larger than NaN. */
    Measurement worse(Measurement other) {
        return Double.compare(other.error, error) > 0 ? other : this;
    }
}
