package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.kernel.Strided;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rules of {@link Convolutions} in double precision: matrix products, for the order of their
 * sums is that of a product, with {@link DoubleWindows} for one operand. Float32 has ways of its
 * own, which do not copy windows.
 */
final class DoubleConvolutions {
  private static final int[] NEXT = {1, 1, 1};

  private DoubleConvolutions() {}

  static void forward(ConvShape s, Strided x, Strided w, Strided bias, boolean relu, Strided y) {
    int k = s.ic * s.taps;
    Matrix weight = new Matrix(w.storage().doubles(), w.offset(), k, 1, each(s.groups, s.oc * k));
    DoubleWindows windows =
        new DoubleWindows(
            x.storage().doubles(),
            x.offset(),
            s.groups,
            s.ic,
            s.in,
            s.out,
            s.stride,
            shifts(s),
            false);
    Out out = planes(s, y, s.oc, s.outPlane);
    Gemm.F64.multiply(s.groups, s.oc, s.n * s.outPlane, k, weight, windows, out, Epilogue.STORE);
    if (bias != null || relu) {
      finish(s, bias, relu, y);
    }
  }

  private static void finish(ConvShape s, Strided bias, boolean relu, Strided y) {
    double[] ys = y.storage().doubles();
    int channels = s.groups * s.oc;
    Tasks.forRange(
        s.n * channels,
        Tasks.unitsPerTask(s.outPlane, Tasks.LIGHT),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int at = y.offset() + i * s.outPlane;
            if (bias != null) {
              double b = bias.storage().doubles()[bias.offset() + i % channels];
              for (int q = at; q < at + s.outPlane; q++) {
                ys[q] += b;
              }
            }
            if (relu) {
              for (int q = at; q < at + s.outPlane; q++) {
                ys[q] = Math.max(ys[q], 0.0);
              }
            }
          }
        });
  }

  /**
   * Cells whose places differ by multiples of the stride meet the same taps: they are a product of
   * their own.
   */
  static void backwardData(ConvShape s, Strided g, Strided w, Strided gx) {
    for (int d = 0; d < Math.min(s.stride[D], s.in[D]); d++) {
      for (int h = 0; h < Math.min(s.stride[H], s.in[H]); h++) {
        for (int v = 0; v < Math.min(s.stride[W], s.in[W]); v++) {
          cells(s, g, w, gx, new int[] {d, h, v});
        }
      }
    }
  }

  /** The gradients of the cells from {@code first} on in steps of the stride. */
  private static void cells(ConvShape s, Strided g, Strided w, Strided gx, int[] first) {
    List<Integer> taps = new ArrayList<>();
    List<int[]> shifts = new ArrayList<>();
    for (int t = 0; t < s.taps; t++) {
      int[] from = place(s, t);
      int[] shift = new int[3];
      boolean meets = true;
      for (int i = 0; i < 3; i++) {
        int at = first[i] + s.pad[i] - from[i] * s.dilation[i];
        meets &= at % s.stride[i] == 0;
        shift[i] = at / s.stride[i];
      }
      if (meets) {
        taps.add(t);
        shifts.add(shift);
      }
    }
    int[] places = new int[3];
    Arrays.setAll(places, i -> (s.in[i] - first[i] + s.stride[i] - 1) / s.stride[i]);
    int count = places[D] * places[H] * places[W];
    int k = s.oc * taps.size();
    double[] weight = turned(s, w, taps);
    Matrix a = new Matrix(weight, 0, k, 1, each(s.groups, s.ic * k));
    DoubleWindows windows =
        new DoubleWindows(
            g.storage().doubles(),
            g.offset(),
            s.groups,
            s.oc,
            s.out,
            places,
            NEXT,
            shifts.toArray(new int[0][]),
            false);
    int columns = s.n * count;
    if (count == s.inPlane) {
      Out out = planes(s, gx, s.ic, count);
      Gemm.F64.multiply(s.groups, s.ic, columns, k, a, windows, out, Epilogue.STORE);
      return;
    }
    double[] apart = new double[s.groups * s.ic * columns];
    Out out = new Out(apart, 0, columns, 1, Integer.MAX_VALUE, 0, each(s.groups, s.ic * columns));
    Gemm.F64.multiply(s.groups, s.ic, columns, k, a, windows, out, Epilogue.STORE);
    spread(s, apart, gx, first, places);
  }

  /** The weight with the channels of the input first, (group, ic, oc, tap). */
  private static double[] turned(ConvShape s, Strided w, List<Integer> taps) {
    double[] ws = w.storage().doubles();
    double[] result = new double[s.groups * s.ic * s.oc * taps.size()];
    int to = 0;
    for (int group = 0; group < s.groups; group++) {
      for (int c = 0; c < s.ic; c++) {
        for (int o = 0; o < s.oc; o++) {
          int from = w.offset() + ((group * s.oc + o) * s.ic + c) * s.taps;
          for (int t : taps) {
            result[to++] = ws[from + t];
          }
        }
      }
    }
    return result;
  }

  /** From (group, ic, n, place) to the cells of the planes. */
  private static void spread(ConvShape s, double[] apart, Strided gx, int[] first, int[] places) {
    double[] gxs = gx.storage().doubles();
    int rows = places[D] * places[H];
    int channels = s.groups * s.ic;
    Tasks.forRange(
        channels * s.n * rows,
        Tasks.unitsPerTask(places[W], Tasks.LIGHT),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int plane = i / rows % s.n * channels + i / rows / s.n;
            int d = first[D] + i % rows / places[H] * s.stride[D];
            int h = first[H] + i % places[H] * s.stride[H];
            int at = gx.offset() + plane * s.inPlane + (d * s.in[H] + h) * s.in[W] + first[W];
            for (int v = 0; v < places[W]; v++) {
              gxs[at + v * s.stride[W]] = apart[i * places[W] + v];
            }
          }
        });
  }

  static void backwardWeight(ConvShape s, Strided g, Strided x, Strided gw) {
    double[] gs = g.storage().doubles();
    int[][] none = {{0, 0, 0}};
    DoubleWindows gradients =
        new DoubleWindows(gs, g.offset(), s.groups, s.oc, s.out, s.out, NEXT, none, true);
    DoubleWindows windows =
        new DoubleWindows(
            x.storage().doubles(),
            x.offset(),
            s.groups,
            s.ic,
            s.in,
            s.out,
            s.stride,
            shifts(s),
            true);
    int columns = s.ic * s.taps;
    Out out =
        new Out(
            gw.storage().doubles(),
            gw.offset(),
            columns,
            1,
            Integer.MAX_VALUE,
            0,
            each(s.groups, s.oc * columns));
    Gemm.F64.multiply(
        s.groups, s.oc, columns, s.n * s.outPlane, gradients, windows, out, Epilogue.STORE);
  }

  /** The planes of a group as rows, those of a sample behind those of the one before. */
  private static Out planes(ConvShape s, Strided y, int channels, int plane) {
    return new Out(
        y.storage().doubles(),
        y.offset(),
        plane,
        1,
        plane,
        s.groups * channels * plane,
        each(s.groups, channels * plane));
  }

  /** Where each group begins. */
  private static int[] each(int groups, int size) {
    int[] offsets = new int[groups];
    Arrays.setAll(offsets, i -> i * size);
    return offsets;
  }

  private static int[] place(ConvShape s, int tap) {
    int plane = s.kernel[H] * s.kernel[W];
    return new int[] {tap / plane, tap / s.kernel[W] % s.kernel[H], tap % s.kernel[W]};
  }

  /** Of the taps of a forward convolution from where its window stands. */
  private static int[][] shifts(ConvShape s) {
    int[][] result = new int[s.taps][3];
    for (int t = 0; t < s.taps; t++) {
      int[] place = place(s, t);
      for (int i = 0; i < 3; i++) {
        result[t][i] = place[i] * s.dilation[i] - s.pad[i];
      }
    }
    return result;
  }
}
