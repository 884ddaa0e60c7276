package jackhammer.internal.kernel.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The taps of 3 by 3 kernels, which lie side by side, brought apart and together again: {@link
 * ConvKernel#apart} and {@link ConvKernel#together} for a vector of kernels.
 *
 * <p>Nine vectors hold the kernels, nine the taps. Since nine and the lanes have no common divisor,
 * the lanes in which a tap lies in the first nine are all different ones: blending puts it
 * together, and one shuffle per tap brings the lanes into order. A lane's remainder by nine says
 * from which vector it is blended, so that eight masks do for all; for that the vectors of the
 * kernels are numbered by the remainder of where they begin.
 */
final class Nines {
  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();
  private static final int TAPS = WinogradKernel.TAPS;

  private static final VectorMask<Float> M1 = lanes(1);
  private static final VectorMask<Float> M2 = lanes(2);
  private static final VectorMask<Float> M3 = lanes(3);
  private static final VectorMask<Float> M4 = lanes(4);
  private static final VectorMask<Float> M5 = lanes(5);
  private static final VectorMask<Float> M6 = lanes(6);
  private static final VectorMask<Float> M7 = lanes(7);
  private static final VectorMask<Float> M8 = lanes(8);

  // Where in memory the vectors of the kernels are.
  private static final int S0 = begin(0);
  private static final int S1 = begin(1);
  private static final int S2 = begin(2);
  private static final int S3 = begin(3);
  private static final int S4 = begin(4);
  private static final int S5 = begin(5);
  private static final int S6 = begin(6);
  private static final int S7 = begin(7);
  private static final int S8 = begin(8);

  // From lanes to kernels, for each tap, and back.
  private static final VectorShuffle<Float> SORT0 = sort(0);
  private static final VectorShuffle<Float> SORT1 = sort(1);
  private static final VectorShuffle<Float> SORT2 = sort(2);
  private static final VectorShuffle<Float> SORT3 = sort(3);
  private static final VectorShuffle<Float> SORT4 = sort(4);
  private static final VectorShuffle<Float> SORT5 = sort(5);
  private static final VectorShuffle<Float> SORT6 = sort(6);
  private static final VectorShuffle<Float> SORT7 = sort(7);
  private static final VectorShuffle<Float> SORT8 = sort(8);

  private static final VectorShuffle<Float> MIX0 = mix(0);
  private static final VectorShuffle<Float> MIX1 = mix(1);
  private static final VectorShuffle<Float> MIX2 = mix(2);
  private static final VectorShuffle<Float> MIX3 = mix(3);
  private static final VectorShuffle<Float> MIX4 = mix(4);
  private static final VectorShuffle<Float> MIX5 = mix(5);
  private static final VectorShuffle<Float> MIX6 = mix(6);
  private static final VectorShuffle<Float> MIX7 = mix(7);
  private static final VectorShuffle<Float> MIX8 = mix(8);

  private Nines() {}

  private static VectorMask<Float> lanes(int remainder) {
    long bits = 0;
    for (int lane = remainder; lane < L; lane += TAPS) {
      bits |= 1L << lane;
    }
    return VectorMask.fromLong(S, bits);
  }

  private static int begin(int remainder) {
    int at = 0;
    while (at % TAPS != remainder) {
      at += L;
    }
    return at;
  }

  private static VectorShuffle<Float> sort(int tap) {
    return VectorShuffle.fromOp(S, kernel -> (TAPS * kernel + tap) % L);
  }

  private static VectorShuffle<Float> mix(int tap) {
    int[] kernels = new int[L];
    for (int kernel = 0; kernel < L; kernel++) {
      kernels[(TAPS * kernel + tap) % L] = kernel;
    }
    return VectorShuffle.fromArray(S, kernels, 0);
  }

  /** {@link ConvKernel#apart}; reads a vector of kernels of every block, however few there are. */
  static void apart(
      float[] src, int from, int stride, int blocks, int n, float[] dst, int[] to, int[] step) {
    VectorMask<Float> some = S.indexInRange(0, n);
    for (int b = 0; b < blocks; b++) {
      int x = from + b * stride;
      FloatVector v0 = FloatVector.fromArray(S, src, x + S0);
      FloatVector v1 = FloatVector.fromArray(S, src, x + S1);
      FloatVector v2 = FloatVector.fromArray(S, src, x + S2);
      FloatVector v3 = FloatVector.fromArray(S, src, x + S3);
      FloatVector v4 = FloatVector.fromArray(S, src, x + S4);
      FloatVector v5 = FloatVector.fromArray(S, src, x + S5);
      FloatVector v6 = FloatVector.fromArray(S, src, x + S6);
      FloatVector v7 = FloatVector.fromArray(S, src, x + S7);
      FloatVector v8 = FloatVector.fromArray(S, src, x + S8);
      FloatVector o0 =
          v0.blend(v8, M1)
              .blend(v7, M2)
              .blend(v6, M3)
              .blend(v5, M4)
              .blend(v4, M5)
              .blend(v3, M6)
              .blend(v2, M7)
              .blend(v1, M8);
      o0.rearrange(SORT0).intoArray(dst, to[0] + b * step[0], some);
      FloatVector o1 =
          v1.blend(v0, M1)
              .blend(v8, M2)
              .blend(v7, M3)
              .blend(v6, M4)
              .blend(v5, M5)
              .blend(v4, M6)
              .blend(v3, M7)
              .blend(v2, M8);
      o1.rearrange(SORT1).intoArray(dst, to[1] + b * step[1], some);
      FloatVector o2 =
          v2.blend(v1, M1)
              .blend(v0, M2)
              .blend(v8, M3)
              .blend(v7, M4)
              .blend(v6, M5)
              .blend(v5, M6)
              .blend(v4, M7)
              .blend(v3, M8);
      o2.rearrange(SORT2).intoArray(dst, to[2] + b * step[2], some);
      FloatVector o3 =
          v3.blend(v2, M1)
              .blend(v1, M2)
              .blend(v0, M3)
              .blend(v8, M4)
              .blend(v7, M5)
              .blend(v6, M6)
              .blend(v5, M7)
              .blend(v4, M8);
      o3.rearrange(SORT3).intoArray(dst, to[3] + b * step[3], some);
      FloatVector o4 =
          v4.blend(v3, M1)
              .blend(v2, M2)
              .blend(v1, M3)
              .blend(v0, M4)
              .blend(v8, M5)
              .blend(v7, M6)
              .blend(v6, M7)
              .blend(v5, M8);
      o4.rearrange(SORT4).intoArray(dst, to[4] + b * step[4], some);
      FloatVector o5 =
          v5.blend(v4, M1)
              .blend(v3, M2)
              .blend(v2, M3)
              .blend(v1, M4)
              .blend(v0, M5)
              .blend(v8, M6)
              .blend(v7, M7)
              .blend(v6, M8);
      o5.rearrange(SORT5).intoArray(dst, to[5] + b * step[5], some);
      FloatVector o6 =
          v6.blend(v5, M1)
              .blend(v4, M2)
              .blend(v3, M3)
              .blend(v2, M4)
              .blend(v1, M5)
              .blend(v0, M6)
              .blend(v8, M7)
              .blend(v7, M8);
      o6.rearrange(SORT6).intoArray(dst, to[6] + b * step[6], some);
      FloatVector o7 =
          v7.blend(v6, M1)
              .blend(v5, M2)
              .blend(v4, M3)
              .blend(v3, M4)
              .blend(v2, M5)
              .blend(v1, M6)
              .blend(v0, M7)
              .blend(v8, M8);
      o7.rearrange(SORT7).intoArray(dst, to[7] + b * step[7], some);
      FloatVector o8 =
          v8.blend(v7, M1)
              .blend(v6, M2)
              .blend(v5, M3)
              .blend(v4, M4)
              .blend(v3, M5)
              .blend(v2, M6)
              .blend(v1, M7)
              .blend(v0, M8);
      o8.rearrange(SORT8).intoArray(dst, to[8] + b * step[8], some);
    }
  }

  /** {@link ConvKernel#together} for whole vectors. */
  static void together(
      float[] src, int from, int step, int ld, int blocks, float[] dst, int to, int stride) {
    for (int b = 0; b < blocks; b++) {
      int x = from + b * step;
      int y = to + b * stride;
      FloatVector v0 = FloatVector.fromArray(S, src, x + 0 * ld).rearrange(MIX0);
      FloatVector v1 = FloatVector.fromArray(S, src, x + 1 * ld).rearrange(MIX1);
      FloatVector v2 = FloatVector.fromArray(S, src, x + 2 * ld).rearrange(MIX2);
      FloatVector v3 = FloatVector.fromArray(S, src, x + 3 * ld).rearrange(MIX3);
      FloatVector v4 = FloatVector.fromArray(S, src, x + 4 * ld).rearrange(MIX4);
      FloatVector v5 = FloatVector.fromArray(S, src, x + 5 * ld).rearrange(MIX5);
      FloatVector v6 = FloatVector.fromArray(S, src, x + 6 * ld).rearrange(MIX6);
      FloatVector v7 = FloatVector.fromArray(S, src, x + 7 * ld).rearrange(MIX7);
      FloatVector v8 = FloatVector.fromArray(S, src, x + 8 * ld).rearrange(MIX8);
      FloatVector o0 =
          v0.blend(v1, M1)
              .blend(v2, M2)
              .blend(v3, M3)
              .blend(v4, M4)
              .blend(v5, M5)
              .blend(v6, M6)
              .blend(v7, M7)
              .blend(v8, M8);
      o0.intoArray(dst, y + S0);
      FloatVector o1 =
          v1.blend(v2, M1)
              .blend(v3, M2)
              .blend(v4, M3)
              .blend(v5, M4)
              .blend(v6, M5)
              .blend(v7, M6)
              .blend(v8, M7)
              .blend(v0, M8);
      o1.intoArray(dst, y + S1);
      FloatVector o2 =
          v2.blend(v3, M1)
              .blend(v4, M2)
              .blend(v5, M3)
              .blend(v6, M4)
              .blend(v7, M5)
              .blend(v8, M6)
              .blend(v0, M7)
              .blend(v1, M8);
      o2.intoArray(dst, y + S2);
      FloatVector o3 =
          v3.blend(v4, M1)
              .blend(v5, M2)
              .blend(v6, M3)
              .blend(v7, M4)
              .blend(v8, M5)
              .blend(v0, M6)
              .blend(v1, M7)
              .blend(v2, M8);
      o3.intoArray(dst, y + S3);
      FloatVector o4 =
          v4.blend(v5, M1)
              .blend(v6, M2)
              .blend(v7, M3)
              .blend(v8, M4)
              .blend(v0, M5)
              .blend(v1, M6)
              .blend(v2, M7)
              .blend(v3, M8);
      o4.intoArray(dst, y + S4);
      FloatVector o5 =
          v5.blend(v6, M1)
              .blend(v7, M2)
              .blend(v8, M3)
              .blend(v0, M4)
              .blend(v1, M5)
              .blend(v2, M6)
              .blend(v3, M7)
              .blend(v4, M8);
      o5.intoArray(dst, y + S5);
      FloatVector o6 =
          v6.blend(v7, M1)
              .blend(v8, M2)
              .blend(v0, M3)
              .blend(v1, M4)
              .blend(v2, M5)
              .blend(v3, M6)
              .blend(v4, M7)
              .blend(v5, M8);
      o6.intoArray(dst, y + S6);
      FloatVector o7 =
          v7.blend(v8, M1)
              .blend(v0, M2)
              .blend(v1, M3)
              .blend(v2, M4)
              .blend(v3, M5)
              .blend(v4, M6)
              .blend(v5, M7)
              .blend(v6, M8);
      o7.intoArray(dst, y + S7);
      FloatVector o8 =
          v8.blend(v0, M1)
              .blend(v1, M2)
              .blend(v2, M3)
              .blend(v3, M4)
              .blend(v4, M5)
              .blend(v5, M6)
              .blend(v6, M7)
              .blend(v7, M8);
      o8.intoArray(dst, y + S8);
    }
  }
}
