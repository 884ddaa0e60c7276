package jackhammer.internal.kernel.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Copies of float matrices into the panels of the product, with vectors. */
final class GemmF32Packing {
  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();

  /** For panels narrower than a vector. */
  private static final VectorSpecies<Float> NARROW = FloatVector.SPECIES_128;

  private static final int NARROW_LANES = NARROW.length();

  /** Blocks are transposed in registers, 8 by 8: wider ones were not quicker. */
  private static final VectorSpecies<Float> SQUARE = FloatVector.SPECIES_256;

  private static final int SIDE = 8;

  private static final VectorShuffle<Float> SWAP_QUADS = swap(4);
  private static final VectorShuffle<Float> SWAP_PAIRS = swap(2);
  private static final VectorShuffle<Float> SWAP_ONES = swap(1);
  private static final VectorMask<Float> ODD_QUADS = odd(4);
  private static final VectorMask<Float> ODD_PAIRS = odd(2);
  private static final VectorMask<Float> ODD_ONES = odd(1);

  private GemmF32Packing() {}

  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(SQUARE, lane -> lane ^ distance);
  }

  private static VectorMask<Float> odd(int distance) {
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
  static void copyTile(float[] s, int x, int kStride, float[] d, int y, int width, int kc) {
    for (int k = 0; k < kc; k++, x += kStride, y += width) {
      FloatVector.fromArray(S, s, x).intoArray(d, y);
      FloatVector.fromArray(S, s, x + L).intoArray(d, y + L);
    }
  }

  /** The same for a narrower panel. */
  static void copyNarrow(
      float[] s, int x, int kStride, float[] d, int y, int width, int count, int kc) {
    // The last vector overlaps the one before: nothing beyond the panel is read or written.
    int last = count - NARROW_LANES;
    for (int k = 0; k < kc; k++, x += kStride, y += width) {
      for (int i = 0; i < last; i += NARROW_LANES) {
        FloatVector.fromArray(NARROW, s, x + i).intoArray(d, y + i);
      }
      FloatVector.fromArray(NARROW, s, x + last).intoArray(d, y + last);
    }
  }

  /** The same for any width; the better the wider. */
  static void copyRows(
      float[] s, int x, int kStride, float[] d, int y, int width, int count, int kc) {
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
      float[] s, int x, int indexStride, float[] d, int y, int width, int count, int kc) {
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
  private static void square(float[] s, int x, int stride, float[] d, int y, int width) {
    FloatVector r0 = FloatVector.fromArray(SQUARE, s, x);
    FloatVector r1 = FloatVector.fromArray(SQUARE, s, x + stride);
    FloatVector r2 = FloatVector.fromArray(SQUARE, s, x + 2 * stride);
    FloatVector r3 = FloatVector.fromArray(SQUARE, s, x + 3 * stride);
    FloatVector r4 = FloatVector.fromArray(SQUARE, s, x + 4 * stride);
    FloatVector r5 = FloatVector.fromArray(SQUARE, s, x + 5 * stride);
    FloatVector r6 = FloatVector.fromArray(SQUARE, s, x + 6 * stride);
    FloatVector r7 = FloatVector.fromArray(SQUARE, s, x + 7 * stride);
    FloatVector a0 = r0.blend(r4.rearrange(SWAP_QUADS), ODD_QUADS);
    FloatVector a4 = r0.rearrange(SWAP_QUADS).blend(r4, ODD_QUADS);
    FloatVector a1 = r1.blend(r5.rearrange(SWAP_QUADS), ODD_QUADS);
    FloatVector a5 = r1.rearrange(SWAP_QUADS).blend(r5, ODD_QUADS);
    FloatVector a2 = r2.blend(r6.rearrange(SWAP_QUADS), ODD_QUADS);
    FloatVector a6 = r2.rearrange(SWAP_QUADS).blend(r6, ODD_QUADS);
    FloatVector a3 = r3.blend(r7.rearrange(SWAP_QUADS), ODD_QUADS);
    FloatVector a7 = r3.rearrange(SWAP_QUADS).blend(r7, ODD_QUADS);
    FloatVector b0 = a0.blend(a2.rearrange(SWAP_PAIRS), ODD_PAIRS);
    FloatVector b2 = a0.rearrange(SWAP_PAIRS).blend(a2, ODD_PAIRS);
    FloatVector b1 = a1.blend(a3.rearrange(SWAP_PAIRS), ODD_PAIRS);
    FloatVector b3 = a1.rearrange(SWAP_PAIRS).blend(a3, ODD_PAIRS);
    FloatVector b4 = a4.blend(a6.rearrange(SWAP_PAIRS), ODD_PAIRS);
    FloatVector b6 = a4.rearrange(SWAP_PAIRS).blend(a6, ODD_PAIRS);
    FloatVector b5 = a5.blend(a7.rearrange(SWAP_PAIRS), ODD_PAIRS);
    FloatVector b7 = a5.rearrange(SWAP_PAIRS).blend(a7, ODD_PAIRS);
    FloatVector c0 = b0.blend(b1.rearrange(SWAP_ONES), ODD_ONES);
    FloatVector c1 = b0.rearrange(SWAP_ONES).blend(b1, ODD_ONES);
    FloatVector c2 = b2.blend(b3.rearrange(SWAP_ONES), ODD_ONES);
    FloatVector c3 = b2.rearrange(SWAP_ONES).blend(b3, ODD_ONES);
    FloatVector c4 = b4.blend(b5.rearrange(SWAP_ONES), ODD_ONES);
    FloatVector c5 = b4.rearrange(SWAP_ONES).blend(b5, ODD_ONES);
    FloatVector c6 = b6.blend(b7.rearrange(SWAP_ONES), ODD_ONES);
    FloatVector c7 = b6.rearrange(SWAP_ONES).blend(b7, ODD_ONES);
    c0.intoArray(d, y);
    c1.intoArray(d, y + width);
    c2.intoArray(d, y + 2 * width);
    c3.intoArray(d, y + 3 * width);
    c4.intoArray(d, y + 4 * width);
    c5.intoArray(d, y + 5 * width);
    c6.intoArray(d, y + 6 * width);
    c7.intoArray(d, y + 7 * width);
  }
}
