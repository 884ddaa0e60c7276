package jackhammer.conformance;

import jackhammer.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One configuration of one operation, with its inputs.
 *
 * @param what the arguments, for people
 * @param script the body of the TorchScript function that does it
 * @param inputs what it takes as {@code a0, a1, ...}
 * @param grad for which inputs the gradient is compared
 * @param ours the same by this library
 * @param anyLayout whether its inputs may lie in memory as they like: not where views of them are
 *     changed in place, because a reshape is a view or a copy then
 */
record Problem(
    String what,
    String script,
    List<Array> inputs,
    List<Boolean> grad,
    Function<Tensor[], Tensor[]> ours,
    boolean anyLayout) {

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
    Problem returns(String expression, Function<Tensor[], Tensor> ours) {
      return body("return [" + expression + "]", expression, a -> new Tensor[] {ours.apply(a)});
    }

    /** The problem of several lines. */
    Problem body(String script, String what, Function<Tensor[], Tensor[]> ours) {
      return new Problem(what, script, List.copyOf(arrays), List.copyOf(grad), ours, true);
    }
  }

  /** The same, its inputs contiguous. */
  Problem contiguous() {
    return new Problem(what, script, inputs, grad, ours, false);
  }

  @Override
  public String toString() {
    return what + " of " + inputs;
  }
}
