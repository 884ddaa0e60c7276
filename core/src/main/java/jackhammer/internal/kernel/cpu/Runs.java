package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Elements;
import jackhammer.internal.memory.Storage;

/**
 * Moves runs of elements between storages of any type and strides, and scratch arrays of a {@link
 * Kind}. Loops over numbers of unusual type or layout work on such scratch.
 */
final class Runs {
  /** Elements of a block of scratch: three blocks of float64 stay in the first-level cache. */
  static final int BLOCK = 1024;

  private Runs() {}

  /**
   * Elements {@code from} to {@code from + n} of a nest's operand, side by side into {@code dst}.
   *
   * @param base position of the operand's first element
   */
  static void gather(
      Kind kind, Nest nest, int operand, Storage s, int base, int from, int n, Object dst, int di) {
    int inner = nest.inner();
    int step = nest.innerStride(operand);
    while (n > 0) {
      int count = Math.min(inner - from % inner, n);
      load(kind, s, base + nest.distance(operand, from), step, count, dst, di);
      from += count;
      di += count;
      n -= count;
    }
  }

  /** The reverse of {@link #gather}. */
  static void scatter(
      Kind kind, Nest nest, int operand, Object src, int si, int from, int n, Storage s, int base) {
    int inner = nest.inner();
    int step = nest.innerStride(operand);
    while (n > 0) {
      int count = Math.min(inner - from % inner, n);
      store(kind, src, si, count, s, base + nest.distance(operand, from), step);
      from += count;
      si += count;
      n -= count;
    }
  }

  /** {@code n} elements of a storage, {@code step} apart, into scratch. */
  static void load(Kind kind, Storage s, int pos, int step, int n, Object dst, int di) {
    switch (kind) {
      case FLOAT -> loadFloats(s, pos, step, n, (float[]) dst, di);
      case DOUBLE -> loadDoubles(s, pos, step, n, (double[]) dst, di);
      case LONG -> loadLongs(s, pos, step, n, (long[]) dst, di);
      case TRUTH -> loadTruths(s, pos, step, n, (byte[]) dst, di);
    }
  }

  private static void loadFloats(Storage s, int pos, int step, int n, float[] dst, int di) {
    switch (s.dtype()) {
      case FLOAT32 -> {
        float[] src = s.floats();
        if (step == 1) {
          System.arraycopy(src, pos, dst, di, n);
        } else {
          for (int i = 0; i < n; i++) {
            dst[di + i] = src[pos + i * step];
          }
        }
      }
      case FLOAT16 -> {
        short[] src = s.shorts();
        for (int i = 0; i < n; i++) {
          dst[di + i] = Float.float16ToFloat(src[pos + i * step]);
        }
      }
      case BFLOAT16 -> {
        short[] src = s.shorts();
        for (int i = 0; i < n; i++) {
          dst[di + i] = Float.intBitsToFloat(src[pos + i * step] << 16);
        }
      }
      default -> throw new IllegalStateException(s.dtype() + " is not computed in float32");
    }
  }

  private static void loadDoubles(Storage s, int pos, int step, int n, double[] dst, int di) {
    double[] src = s.doubles();
    if (step == 1) {
      System.arraycopy(src, pos, dst, di, n);
    } else {
      for (int i = 0; i < n; i++) {
        dst[di + i] = src[pos + i * step];
      }
    }
  }

  private static void loadLongs(Storage s, int pos, int step, int n, long[] dst, int di) {
    switch (s.dtype()) {
      case INT64 -> {
        long[] src = s.longs();
        if (step == 1) {
          System.arraycopy(src, pos, dst, di, n);
        } else {
          for (int i = 0; i < n; i++) {
            dst[di + i] = src[pos + i * step];
          }
        }
      }
      case INT32 -> {
        int[] src = s.ints();
        for (int i = 0; i < n; i++) {
          dst[di + i] = src[pos + i * step];
        }
      }
      case INT16 -> {
        short[] src = s.shorts();
        for (int i = 0; i < n; i++) {
          dst[di + i] = src[pos + i * step];
        }
      }
      case INT8, BOOL -> {
        byte[] src = s.bytes();
        for (int i = 0; i < n; i++) {
          dst[di + i] = src[pos + i * step];
        }
      }
      case UINT8 -> {
        byte[] src = s.bytes();
        for (int i = 0; i < n; i++) {
          dst[di + i] = src[pos + i * step] & 0xff;
        }
      }
      default -> throw new IllegalStateException(s.dtype() + " is not computed in int64");
    }
  }

  /** Whether each element is not zero, as 1 and 0. */
  private static void loadTruths(Storage s, int pos, int step, int n, byte[] dst, int di) {
    switch (s.dtype()) {
      case BOOL -> {
        byte[] src = s.bytes();
        for (int i = 0; i < n; i++) {
          dst[di + i] = src[pos + i * step];
        }
      }
      case FLOAT32 -> {
        float[] src = s.floats();
        for (int i = 0; i < n; i++) {
          dst[di + i] = (byte) (src[pos + i * step] != 0 ? 1 : 0);
        }
      }
      case FLOAT64 -> {
        double[] src = s.doubles();
        for (int i = 0; i < n; i++) {
          dst[di + i] = (byte) (src[pos + i * step] != 0 ? 1 : 0);
        }
      }
      case FLOAT16, BFLOAT16 -> {
        short[] src = s.shorts();
        for (int i = 0; i < n; i++) { // both zeros have no bit below the sign
          dst[di + i] = (byte) ((src[pos + i * step] & 0x7fff) != 0 ? 1 : 0);
        }
      }
      case INT64 -> {
        long[] src = s.longs();
        for (int i = 0; i < n; i++) {
          dst[di + i] = (byte) (src[pos + i * step] != 0 ? 1 : 0);
        }
      }
      case INT32 -> {
        int[] src = s.ints();
        for (int i = 0; i < n; i++) {
          dst[di + i] = (byte) (src[pos + i * step] != 0 ? 1 : 0);
        }
      }
      case INT16 -> {
        short[] src = s.shorts();
        for (int i = 0; i < n; i++) {
          dst[di + i] = (byte) (src[pos + i * step] != 0 ? 1 : 0);
        }
      }
      case INT8, UINT8 -> {
        byte[] src = s.bytes();
        for (int i = 0; i < n; i++) {
          dst[di + i] = (byte) (src[pos + i * step] != 0 ? 1 : 0);
        }
      }
    }
  }

  /** {@code n} elements of scratch into a storage of any type, {@code step} apart. */
  static void store(Kind kind, Object src, int si, int n, Storage s, int pos, int step) {
    switch (kind) {
      case FLOAT -> storeFloats((float[]) src, si, n, s, pos, step);
      case DOUBLE -> storeDoubles((double[]) src, si, n, s, pos, step);
      case LONG -> storeLongs((long[]) src, si, n, s, pos, step);
      case TRUTH -> storeTruths((byte[]) src, si, n, s, pos, step);
    }
  }

  private static void storeFloats(float[] src, int si, int n, Storage s, int pos, int step) {
    switch (s.dtype()) {
      case FLOAT32 -> {
        float[] dst = s.floats();
        if (step == 1) {
          System.arraycopy(src, si, dst, pos, n);
        } else {
          for (int i = 0; i < n; i++) {
            dst[pos + i * step] = src[si + i];
          }
        }
      }
      case FLOAT64 -> {
        double[] dst = s.doubles();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = src[si + i];
        }
      }
      case FLOAT16 -> {
        short[] dst = s.shorts();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = Float.floatToFloat16(src[si + i]);
        }
      }
      case BFLOAT16 -> {
        short[] dst = s.shorts();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = Elements.floatToBfloat16(src[si + i]);
        }
      }
      case INT64 -> {
        long[] dst = s.longs();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = (long) src[si + i];
        }
      }
      case INT32 -> {
        int[] dst = s.ints();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = (int) (long) src[si + i];
        }
      }
      case INT16 -> {
        short[] dst = s.shorts();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = (short) (long) src[si + i];
        }
      }
      case INT8, UINT8 -> {
        byte[] dst = s.bytes();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = (byte) (long) src[si + i];
        }
      }
      case BOOL -> {
        byte[] dst = s.bytes();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = (byte) (src[si + i] != 0 ? 1 : 0);
        }
      }
    }
  }

  private static void storeDoubles(double[] src, int si, int n, Storage s, int pos, int step) {
    switch (s.dtype()) {
      case FLOAT32 -> {
        float[] dst = s.floats();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = (float) src[si + i];
        }
      }
      case FLOAT64 -> {
        double[] dst = s.doubles();
        if (step == 1) {
          System.arraycopy(src, si, dst, pos, n);
        } else {
          for (int i = 0; i < n; i++) {
            dst[pos + i * step] = src[si + i];
          }
        }
      }
      case FLOAT16 -> {
        short[] dst = s.shorts();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = Float.floatToFloat16((float) src[si + i]);
        }
      }
      case BFLOAT16 -> {
        short[] dst = s.shorts();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = Elements.floatToBfloat16((float) src[si + i]);
        }
      }
      case INT64 -> {
        long[] dst = s.longs();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = (long) src[si + i];
        }
      }
      case INT32 -> {
        int[] dst = s.ints();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = (int) (long) src[si + i];
        }
      }
      case INT16 -> {
        short[] dst = s.shorts();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = (short) (long) src[si + i];
        }
      }
      case INT8, UINT8 -> {
        byte[] dst = s.bytes();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = (byte) (long) src[si + i];
        }
      }
      case BOOL -> {
        byte[] dst = s.bytes();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = (byte) (src[si + i] != 0 ? 1 : 0);
        }
      }
    }
  }

  private static void storeLongs(long[] src, int si, int n, Storage s, int pos, int step) {
    switch (s.dtype()) {
      case FLOAT32 -> {
        float[] dst = s.floats();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = src[si + i];
        }
      }
      case FLOAT64 -> {
        double[] dst = s.doubles();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = src[si + i];
        }
      }
      case FLOAT16 -> {
        short[] dst = s.shorts();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = Float.floatToFloat16((float) src[si + i]);
        }
      }
      case BFLOAT16 -> {
        short[] dst = s.shorts();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = Elements.floatToBfloat16((float) src[si + i]);
        }
      }
      case INT64 -> {
        long[] dst = s.longs();
        if (step == 1) {
          System.arraycopy(src, si, dst, pos, n);
        } else {
          for (int i = 0; i < n; i++) {
            dst[pos + i * step] = src[si + i];
          }
        }
      }
      case INT32 -> {
        int[] dst = s.ints();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = (int) src[si + i];
        }
      }
      case INT16 -> {
        short[] dst = s.shorts();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = (short) src[si + i];
        }
      }
      case INT8, UINT8 -> {
        byte[] dst = s.bytes();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = (byte) src[si + i];
        }
      }
      case BOOL -> {
        byte[] dst = s.bytes();
        for (int i = 0; i < n; i++) {
          dst[pos + i * step] = (byte) (src[si + i] != 0 ? 1 : 0);
        }
      }
    }
  }

  private static void storeTruths(byte[] src, int si, int n, Storage s, int pos, int step) {
    byte[] dst = s.bytes();
    for (int i = 0; i < n; i++) {
      dst[pos + i * step] = src[si + i];
    }
  }
}
