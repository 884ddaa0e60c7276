package jackhammer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import jackhammer.DType;
import jackhammer.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Equal to PyTorch, within the tolerances of torch.testing; and equal bit by bit. */
public final class Close {
  private Close() {}

  /** Type and size the same, every element near. */
  public static void assertClose(String what, Tensor actual, Tensor expected) {
    assertThat(actual.dtype()).as(what + ": type").isEqualTo(expected.dtype());
    assertThat(actual.size()).as(what + ": size").isEqualTo(expected.size());
    double[] a = actual.toDoubleArray();
    double[] e = expected.toDoubleArray();
    double rtol =
        switch (expected.dtype()) {
          case FLOAT32 -> 1.3e-6;
          case FLOAT64 -> 1e-7;
          case FLOAT16 -> 1e-3;
          case BFLOAT16 -> 1.6e-2;
          default -> 0;
        };
    double atol = rtol == 0 ? 0 : expected.dtype() == DType.FLOAT64 ? 1e-7 : 1e-5;
    for (int j = 0; j < a.length; j++) {
      boolean near =
          a[j] == e[j]
              || (Double.isNaN(a[j]) && Double.isNaN(e[j]))
              || Math.abs(a[j] - e[j]) <= atol + rtol * Math.abs(e[j]);
      if (!near) {
        fail(
            String.format(
                Locale.ROOT,
                "%s: element %d is %s, expected %s (%s)\nactual   %s\nexpected %s",
                what,
                j,
                a[j],
                e[j],
                expected.dtype(),
                actual.detach(),
                expected));
      }
    }
  }

  /** The bits of the numbers; every NaN counts as the same one. */
  public static long[] bits(Tensor t) {
    if (t.dtype().isFloatingPoint()) {
      return Arrays.stream(t.toDoubleArray()).mapToLong(Double::doubleToLongBits).toArray();
    }
    return t.toLongArray();
  }

  public static void assertSameBits(String what, Tensor actual, Tensor expected) {
    assertThat(actual.dtype()).as(what + ": type").isEqualTo(expected.dtype());
    assertThat(actual.size()).as(what + ": size").isEqualTo(expected.size());
    long[] a = bits(actual);
    long[] e = bits(expected);
    for (int j = 0; j < a.length; j++) {
      if (a[j] != e[j]) {
        fail(
            String.format(
                "%s: element %d differs\nactual   %s\nexpected %s",
                what, j, actual.detach(), expected.detach()));
      }
    }
  }

  public static void assertSameBits(String what, Tensor[] actual, Tensor[] expected) {
    assertThat(actual.length).as(what + ": number of results").isEqualTo(expected.length);
    for (int o = 0; o < actual.length; o++) {
      assertSameBits(what + ", result " + o, actual[o], expected[o]);
    }
  }

  public static void assertSameBits(
      String what, Map<String, Tensor> actual, Map<String, Tensor> expected) {
    assertThat(actual.keySet()).as(what).isEqualTo(expected.keySet());
    expected.forEach((name, t) -> assertSameBits(what + " " + name, actual.get(name), t));
  }
}
