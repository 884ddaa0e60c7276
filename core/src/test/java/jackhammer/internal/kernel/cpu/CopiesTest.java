package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import jackhammer.DType;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.testing.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Copies between all types and layouts, against one element at a time. */
class CopiesTest {
  private static final double[] NASTY = {
    0.0, -0.0, 1, -1, 0.5, -2.5, 200, -200, 70000, 1e10, 3e38, 1e-40, 1e-310
  };

  @Test
  void everyTypeReachesEveryTypeInEveryLayout() {
    long seed = Seeds.next();
    System.out.println("CopiesTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 6; i++) {
      for (DType from : DType.values()) {
        for (DType to : DType.values()) {
          int[] sizes = Layouts.sizes(random);
          Strided in =
              Layouts.operand(from, sizes, random, true, r -> NASTY[r.nextInt(NASTY.length)]);
          Strided out = Layouts.operand(to, sizes, random, false, r -> 7);
          Strided expected = Strided.zeros(to, sizes);
          for (int k = 0; k < in.numel(); k++) {
            if (from.isFloatingPoint()) {
              Elements.set(expected.storage(), k, Layouts.get(in, k));
            } else {
              Elements.set(expected.storage(), k, Layouts.getLong(in, k));
            }
          }
          Copies.copy(in, out);
          assertThat(Layouts.values(out))
              .as("%s to %s, seed %d", from, to, seed)
              .containsExactly(Layouts.values(expected));
        }
      }
    }
  }

  @Test
  void aWholeInt64ReachesFloatInOneRounding() {
    long value = (1L << 60) + (1L << 36) + 1; // through float64 the last bit would decide wrongly
    Strided in = Strided.scalar(DType.INT64, value);
    Strided out = Strided.zeros(DType.FLOAT32);
    Copies.copy(in, out);
    assertThat(out.storage().floats()[0]).isEqualTo((float) value);
  }

  @Test
  void largeTransposesMoveEveryElementOnce() {
    int rows = 517;
    int columns = 389;
    for (DType dtype : new DType[] {DType.FLOAT32, DType.UINT8, DType.INT64}) {
      Strided in = Strided.zeros(dtype, rows, columns, 3);
      for (int i = 0; i < in.numel(); i++) {
        Elements.set(in.storage(), i, (long) i * 7919);
      }
      Strided turned = in.transpose(0, 2);
      Strided out = Strided.empty(dtype, turned.sizes());
      Copies.copy(turned, out);
      for (int i = 0; i < out.numel(); i++) {
        if (Layouts.getLong(out, i) != Layouts.getLong(turned, i)) {
          fail("element %d of %s", i, dtype);
        }
      }
    }
  }
}
