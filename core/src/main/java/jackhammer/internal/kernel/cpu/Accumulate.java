package jackhammer.internal.kernel.cpu;

import jackhammer.DType;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Scatter;
import jackhammer.internal.memory.Storage;

/** Combines elements with what already lies at their places, one after the other. */
final class Accumulate {
  private Accumulate() {}

  /** out[o + j os] += src[s + j ss]: the elements of one row, whose places all differ. */
  static void addRow(Storage src, int s, int ss, Storage out, int o, int os, int n) {
    switch (out.dtype()) {
      case FLOAT32 -> addRow(src.floats(), s, ss, out.floats(), o, os, n);
      case FLOAT64 -> addRow(src.doubles(), s, ss, out.doubles(), o, os, n);
      case INT64 -> addRow(src.longs(), s, ss, out.longs(), o, os, n);
      default -> {
        for (int j = 0; j < n; j++) {
          element(Scatter.ADD, src, s + j * ss, out, o + j * os);
        }
      }
    }
  }

  private static void addRow(float[] src, int s, int ss, float[] out, int o, int os, int n) {
    if (ss == 1 && os == 1) {
      for (int j = 0; j < n; j++) {
        out[o + j] += src[s + j];
      }
    } else {
      for (int j = 0; j < n; j++) {
        out[o + j * os] += src[s + j * ss];
      }
    }
  }

  private static void addRow(double[] src, int s, int ss, double[] out, int o, int os, int n) {
    if (ss == 1 && os == 1) {
      for (int j = 0; j < n; j++) {
        out[o + j] += src[s + j];
      }
    } else {
      for (int j = 0; j < n; j++) {
        out[o + j * os] += src[s + j * ss];
      }
    }
  }

  private static void addRow(long[] src, int s, int ss, long[] out, int o, int os, int n) {
    for (int j = 0; j < n; j++) {
      out[o + j * os] += src[s + j * ss];
    }
  }

  /** out[place[j]] += src[s + j ss]; places may be equal. */
  static void addAt(Storage src, int s, int ss, Storage out, int[] place, int n) {
    switch (out.dtype()) {
      case FLOAT32 -> {
        float[] from = src.floats();
        float[] to = out.floats();
        for (int j = 0; j < n; j++) {
          to[place[j]] += from[s + j * ss];
        }
      }
      case FLOAT64 -> {
        double[] from = src.doubles();
        double[] to = out.doubles();
        for (int j = 0; j < n; j++) {
          to[place[j]] += from[s + j * ss];
        }
      }
      case INT64 -> {
        long[] from = src.longs();
        long[] to = out.longs();
        for (int j = 0; j < n; j++) {
          to[place[j]] += from[s + j * ss];
        }
      }
      default -> {
        for (int j = 0; j < n; j++) {
          element(Scatter.ADD, src, s + j * ss, out, place[j]);
        }
      }
    }
  }

  /** The element of src meets that of out. */
  static void element(Scatter op, Storage src, int from, Storage out, int to) {
    DType type = out.dtype();
    if (type.isFloatingPoint()) {
      double a = Elements.getDouble(out, to);
      double b = Elements.getDouble(src, from);
      // One operation on two float32 in float64, rounded to float32, is the float32 operation.
      double r =
          switch (op) {
            case SET -> b;
            case ADD -> a + b;
            case MULTIPLY -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
          };
      Elements.set(out, to, type.isReducedFloat() ? (float) r : r);
      return;
    }
    long a = Elements.getLong(out, to);
    long b = Elements.getLong(src, from);
    long r =
        switch (op) {
          case SET -> b;
          case ADD -> a + b;
          case MULTIPLY -> a * b;
          case MAX -> Math.max(a, b);
          case MIN -> Math.min(a, b);
        };
    Elements.set(out, to, r);
  }
}
