package jackhammer.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * One configuration of one operation, with its inputs.
 *
 * @param what the arguments, for people
 * @param script the body of the TorchScript function that does it
 * @param inputs what it takes as {@code a0, a1, ...}
 * @param grad for which inputs the gradient is compared
 */
record Problem(String what, String script, List<Array> inputs, List<Boolean> grad) {

  /** Collects the inputs in the order in which they get their names. */
  static final class Inputs {
    private final List<Array> arrays = new ArrayList<>();
    private final List<Boolean> grad = new ArrayList<>();

    /** An input whose gradient is compared; returns its name. */
    String leaf(Array a) {
      return add(a, true);
    }

    /** An input without a gradient; returns its name. */
    String constant(Array a) {
      return add(a, false);
    }

    /** A leaf, or {@code None} where it is absent. */
    String optional(Array a) {
      return a == null ? "None" : leaf(a);
    }

    private String add(Array a, boolean needed) {
      arrays.add(a);
      grad.add(needed);
      return "a" + (arrays.size() - 1);
    }

    /** The problem of one expression. */
    Problem returns(String expression) {
      return body("return [" + expression + "]", expression);
    }

    /** The problem of several lines. */
    Problem body(String script, String what) {
      return new Problem(what, script, List.copyOf(arrays), List.copyOf(grad));
    }
  }

  @Override
  public String toString() {
    return what + " of " + inputs;
  }
}
