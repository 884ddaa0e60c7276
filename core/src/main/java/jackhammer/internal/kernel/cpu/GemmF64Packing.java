package jackhammer.internal.kernel.cpu;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Copies of double matrices into the panels of the product, with vectors. */
final class GemmF64Packing {
  private static final VectorSpecies<Double> S =
      VectorSpecies.of(double.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();

  /** For panels narrower than a vector. */
  private static final VectorSpecies<Double> NARROW = DoubleVector.SPECIES_128;

  private static final int NARROW_LANES = NARROW.length();

  /** Blocks are transposed in registers, 4 by 4: wider ones were not quicker. */
  private static final VectorSpecies<Double> SQUARE = DoubleVector.SPECIES_256;

  private static final int SIDE = 4;

  private static final VectorShuffle<Double> SWAP_PAIRS = swap(2);
  private static final VectorShuffle<Double> SWAP_ONES = swap(1);
  private static final VectorMask<Double> ODD_PAIRS = odd(2);
  private static final VectorMask<Double> ODD_ONES = odd(1);

  private GemmF64Packing() {}

  private static VectorShuffle<Double> swap(int distance) {
    return VectorShuffle.fromOp(SQUARE, lane -> lane ^ distance);
  }

  private static VectorMask<Double> odd(int distance) {
    long bits = 0;
    for (int lane = 0; lane < SIDE; lane++) {
      if ((lane & distance) != 0) {
        bits |= 1L << lane;
      }
    }
    return VectorMask.fromLong(SQUARE, bits);
  }

  /** Whether the copies below can do this many indices. */
  static boolean copies(int count) {
    return count >= NARROW_LANES;
  }

  /** One panel, as wide as a tile, of an operand whose indices are contiguous. */
  static void copyTile(double[] s, int x, int kStride, double[] d, int y, int width, int kc) {
    for (int k = 0; k < kc; k++, x += kStride, y += width) {
      DoubleVector.fromArray(S, s, x).intoArray(d, y);
      DoubleVector.fromArray(S, s, x + L).intoArray(d, y + L);
    }
  }

  /** The same for a narrower panel. */
  static void copyNarrow(
      double[] s, int x, int kStride, double[] d, int y, int width, int count, int kc) {
    // The last vector overlaps the one before: nothing beyond the panel is read or written.
    int last = count - NARROW_LANES;
    for (int k = 0; k < kc; k++, x += kStride, y += width) {
      for (int i = 0; i < last; i += NARROW_LANES) {
        DoubleVector.fromArray(NARROW, s, x + i).intoArray(d, y + i);
      }
      DoubleVector.fromArray(NARROW, s, x + last).intoArray(d, y + last);
    }
  }

  /** The same for any width; the better the wider. */
  static void copyRows(
      double[] s, int x, int kStride, double[] d, int y, int width, int count, int kc) {
    for (int k = 0; k < kc; k++, x += kStride, y += width) {
      System.arraycopy(s, x, d, y, count);
    }
  }

  /** Whether {@link #transpose} can do a panel of this size. */
  static boolean transposes(int count, int kc) {
    return Simd.bits() >= 256 && count >= SIDE && kc >= SIDE;
  }

  /** One panel of an operand whose k are contiguous. */
  static void transpose(
      double[] s, int x, int indexStride, double[] d, int y, int width, int count, int kc) {
    // Blocks at the two far edges overlap their neighbours instead of being smaller.
    for (int i = 0; i < count; i += SIDE) {
      int at = Math.min(i, count - SIDE);
      for (int k = 0; k < kc; k += SIDE) {
        int kk = Math.min(k, kc - SIDE);
        square(s, x + at * indexStride + kk, indexStride, d, y + kk * width + at, width);
      }
    }
  }

  /** Exchanges halves, then quarters ... of rows that are as far apart. */
  private static void square(double[] s, int x, int stride, double[] d, int y, int width) {
    DoubleVector r0 = DoubleVector.fromArray(SQUARE, s, x);
    DoubleVector r1 = DoubleVector.fromArray(SQUARE, s, x + stride);
    DoubleVector r2 = DoubleVector.fromArray(SQUARE, s, x + 2 * stride);
    DoubleVector r3 = DoubleVector.fromArray(SQUARE, s, x + 3 * stride);
    DoubleVector a0 = r0.blend(r2.rearrange(SWAP_PAIRS), ODD_PAIRS);
    DoubleVector a2 = r0.rearrange(SWAP_PAIRS).blend(r2, ODD_PAIRS);
    DoubleVector a1 = r1.blend(r3.rearrange(SWAP_PAIRS), ODD_PAIRS);
    DoubleVector a3 = r1.rearrange(SWAP_PAIRS).blend(r3, ODD_PAIRS);
    DoubleVector b0 = a0.blend(a1.rearrange(SWAP_ONES), ODD_ONES);
    DoubleVector b1 = a0.rearrange(SWAP_ONES).blend(a1, ODD_ONES);
    DoubleVector b2 = a2.blend(a3.rearrange(SWAP_ONES), ODD_ONES);
    DoubleVector b3 = a2.rearrange(SWAP_ONES).blend(a3, ODD_ONES);
    b0.intoArray(d, y);
    b1.intoArray(d, y + width);
    b2.intoArray(d, y + 2 * width);
    b3.intoArray(d, y + 3 * width);
  }
}
