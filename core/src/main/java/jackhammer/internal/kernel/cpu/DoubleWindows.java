package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import java.util.Arrays;

/**
 * The windows of a convolution over float64 planes as an operand of {@link Gemm}, which is never
 * written as a whole: the element of a place (sample, d, h, w) and a tap (channel, d, h, w) is what
 * the tap meets when the window stands there, 0 beside the plane. The number of a product in a
 * batch is that of a group.
 */
final class DoubleWindows implements Panels {
  private final double[] planes;
  private final int offset;
  private final int groups;
  private final int channels;

  /** Of a plane. */
  private final int[] size;

  /** How many places there are in each dimension, and how far they are apart in the plane. */
  private final int[] places;

  private final int[] step;

  /** Of each tap of a channel, from the place. */
  private final int[][] shift;

  /** Whether k counts places and the index taps, or the other way round. */
  private final boolean sumsOverPlaces;

  DoubleWindows(
      double[] planes,
      int offset,
      int groups,
      int channels,
      int[] size,
      int[] places,
      int[] step,
      int[][] shift,
      boolean sumsOverPlaces) {
    this.planes = planes;
    this.offset = offset;
    this.groups = groups;
    this.channels = channels;
    this.size = size;
    this.places = places;
    this.step = step;
    this.shift = shift;
    this.sumsOverPlaces = sumsOverPlaces;
  }

  @Override
  public void packRows(Object dst, int at, int group, int first, int count, int k0, int kc) {
    double[] d = (double[]) dst;
    if (sumsOverPlaces) {
      for (int i = 0; i < count; i++) {
        tap(d, at + i * GemmKernel.ROW, 1, kc, 0, group, first + i, k0, kc);
      }
    } else {
      for (int k = 0; k < kc; k++) {
        tap(d, at + k, GemmKernel.ROW, count, 0, group, k0 + k, first, count);
      }
    }
  }

  @Override
  public void packColumns(
      Object dst, int at, int width, int group, int first, int count, int k0, int kc) {
    double[] d = (double[]) dst;
    int panel = width * kc;
    if (sumsOverPlaces) {
      for (int i = 0; i < count; i++) {
        int column = at + i / width * panel + i % width;
        tap(d, column, width, kc, 0, group, first + i, k0, kc);
      }
    } else {
      for (int k = 0; k < kc; k++) {
        tap(d, at + k * width, 1, width, panel, group, k0 + k, first, count);
      }
    }
  }

  /**
   * What one tap meets at {@code count} places from {@code first} on. The i-th goes to {@code at +
   * i / panel * panelStride + i % panel * each}.
   */
  private void tap(
      double[] dst,
      int at,
      int each,
      int panel,
      int panelStride,
      int group,
      int tap,
      int first,
      int count) {
    int[] move = shift[tap % shift.length];
    int channel = group * channels + tap / shift.length;
    int plane = size[D] * size[H] * size[W];
    int run;
    for (int i = 0; i < count; i += run) {
      int w = (first + i) % places[W];
      int rest = (first + i) / places[W];
      int h = rest % places[H] * step[H] + move[H];
      rest /= places[H];
      int d = rest % places[D] * step[D] + move[D];
      int n = rest / places[D];
      run = Math.min(Math.min(places[W] - w, count - i), panel - i % panel);
      int to = at + i / panel * panelStride + i % panel * each;
      if (d >= 0 && d < size[D] && h >= 0 && h < size[H]) {
        int row = (n * groups * channels + channel) * plane + (d * size[H] + h) * size[W];
        row(dst, to, each, offset + row, w * step[W] + move[W], run);
      } else if (each == 1) {
        Arrays.fill(dst, to, to + run, 0.0);
      } else {
        for (int j = 0; j < run; j++) {
          dst[to + j * each] = 0.0;
        }
      }
    }
  }

  private void row(double[] dst, int to, int each, int row, int from, int count) {
    int step = this.step[W];
    int width = size[W];
    if (step == 1 && each == 1 && from >= 0 && from + count <= width) {
      System.arraycopy(planes, row + from, dst, to, count);
      return;
    }
    for (int j = 0; j < count; j++) {
      int w = from + j * step;
      dst[to + j * each] = w >= 0 && w < width ? planes[row + w] : 0.0;
    }
  }
}
