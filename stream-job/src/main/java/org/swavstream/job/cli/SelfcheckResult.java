package org.swavstream.job.cli;

import java.util.List;
import org.swavstream.operators.swav.parity.CaseResult;
import org.swavstream.operators.swav.parity.Measurement;

/**
 * A self-check for scripts.
 *
 * @param device that computed
 * @param passed whether all cases did
 * @param cases in the order in which they were checked
 */
record SelfcheckResult(String device, boolean passed, List<Case> cases) {

    /**
     * One case.
     *
     * @param name of it
     * @param passed whether all quantities are within their tolerance
     * @param problem why it could not be checked, or null
     * @param quantities what was compared
     */
    record Case(String name, boolean passed, String problem, List<Quantity> quantities) {

        static Case of(CaseResult result) {
            List<Quantity> quantities = result.measurements().stream().map(Quantity::of).toList();
            return new Case(result.name(), result.passed(), result.problem(), quantities);
        }
    }

    /**
     * One quantity of a case.
     *
     * @param quantity what was compared
     * @param error the largest
     * @param tolerance the largest allowed
     * @param passed whether it is allowed
     * @param where it was found
     */
    record Quantity(String quantity, double error, double tolerance, boolean passed, String where) {

        static Quantity of(Measurement measurement) {
            return new Quantity(
                    measurement.quantity(),
                    measurement.error(),
                    measurement.tolerance(),
                    measurement.passed(),
                    measurement.where());
        }
    }

    SelfcheckResult(String device, List<CaseResult> results) {
        this(
                device,
                results.stream().allMatch(CaseResult::passed),
                results.stream().map(Case::of).toList());
    }
}
