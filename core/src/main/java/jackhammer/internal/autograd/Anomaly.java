package jackhammer.internal.autograd;

import jackhammer.Tensor;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Anomaly mode: nodes remember where their op was called, and NaN gradients are errors. */
public final class Anomaly {
  private static volatile boolean enabled;

  private Anomaly() {}

  public static boolean isEnabled() {
    return enabled;
  }

  /** Returns what it was. */
  public static boolean set(boolean on) {
    boolean before = enabled;
    enabled = on;
    return before;
  }

  static void check(Node node, Tensor[] results) {
    for (int i = 0; i < results.length; i++) {
      Tensor r = results[i];
      if (r != null && r.dtype().isFloatingPoint() && r.isnan().any().itemLong() != 0) {
        throw new IllegalStateException(
            String.format(
                "%s returned NaN as the gradient of its input %d. The op was called%s",
                node.name(), i, where(node)));
      }
    }
  }

  /** The call of the user's in readable form. */
  static String where(Node node) {
    if (node.calledAt == null) {
      return " before anomaly detection was switched on";
    }
    return Arrays.stream(node.calledAt)
        .filter(e -> !e.getClassName().startsWith("jackhammer.internal"))
        .filter(e -> !e.getClassName().startsWith("java.lang.Thread"))
        .limit(12)
        .map(e -> "\n    at " + e)
        .collect(Collectors.joining());
  }
}
