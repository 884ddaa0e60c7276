package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.kernel.PoolArgs;
import java.util.Arrays;

/**
 * Sliding windows tap by tap: the cells that one tap has in all windows of a band of rows, side by
 * side, so that a tap is one loop over neighbours.
 *
 * <p>A band of a plane is copied with its padding, the rows of each phase of the stride one behind
 * the other, and at a stride of two its even and odd columns apart. Window k of row j of the band
 * then has its cell of a tap at {@link #at} + j * {@link #pitch} + k.
 */
final class PoolTaps {
  /** Floats of a band's copy, about: a level-1 cache. */
  private static final int BAND = 8_000;

  /** Taps from which on the windows of other loops are as good. */
  private static final int MOST_TAPS = 64;

  final int[] kernel;
  final int[] stride;
  final int[] pad;
  final int[] dilation;

  /** How far the cells of one tap are from row to row of the windows. */
  final int pitch;

  /** Rows of windows in a band. */
  final int rows;

  private final PoolShape shape;
  private final PoolKernel loops;
  private final int width;

  /** Rows of one phase of the height, and floats of the whole copy. */
  private final int phaseRows;

  private final int size;

  PoolTaps(PoolShape s, PoolArgs a, PoolKernel loops) {
    this.shape = s;
    this.loops = loops;
    this.kernel = ConvShape.three(a.kernel(), 0, 1);
    this.stride = ConvShape.three(a.stride(), 0, 1);
    this.pad = ConvShape.three(a.padding(), 0, 0);
    this.dilation = ConvShape.three(a.dilation(), 0, 1);
    int reach = (kernel[W] - 1) * dilation[W];
    int needed = (s.out[W] - 1) * stride[W] + reach + 1;
    this.width = needed + needed % stride[W];
    this.pitch = width / stride[W];
    int over = (kernel[H] - 1) * dilation[H];
    int most = Math.max(1, (BAND / width - over) / stride[H]);
    int bands = Math.ceilDiv(s.out[H], most);
    this.rows = Math.ceilDiv(s.out[H], bands);
    this.phaseRows = Math.ceilDiv((rows - 1) * stride[H] + over + 1, stride[H]);
    this.size = stride[H] * phaseRows * width;
  }

  /** Whether windows are done so: those that no other loop does better, and none is empty. */
  static boolean takes(PoolShape s, PoolArgs a) {
    int[] kernel = ConvShape.three(a.kernel(), 0, 1);
    if (ConvShape.three(a.stride(), 0, 1)[W] > 2
        || kernel[D] * kernel[H] * kernel[W] > MOST_TAPS
        || s.out[W] < 4) {
      return false;
    }
    PoolShape.Windows w = s.windows(0);
    for (int d = 0; d < 3; d++) {
      for (int i = 0; i < s.out[d]; i++) {
        if (w.cells(d, i) == 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Where the cells of a tap begin in {@link Band#cells}. */
  int at(int h, int w) {
    int row = h * dilation[H];
    int column = w * dilation[W];
    int line = row % stride[H] * phaseRows + row / stride[H];
    int half = stride[W] == 1 ? 0 : column % 2 * (size / 2 + loops.lanes);
    return line * pitch + column / stride[W] + half;
  }

  /** From the first to the last window of some rows, with what lies between the rows. */
  int length(int count) {
    return (count - 1) * pitch + shape.out[W];
  }

  /** A length that may be written: vectors go beyond the last window. */
  int room() {
    return rows * pitch + loops.lanes;
  }

  /** One thread's copy of a band. */
  final class Band {
    private final float[] copy = new float[size + 2 * loops.lanes];
    final float[] cells = stride[W] == 1 ? copy : new float[size + 4 * loops.lanes];
    private final float outside;

    /**
     * @param outside what the cells of the padding are
     */
    Band(float outside) {
      this.outside = outside;
      Arrays.fill(copy, outside);
    }

    /**
     * Brings what the windows of {@code count} rows from j on need of the plane at {@code from}.
     */
    void load(float[] x, int from, int j, int count) {
      int first = j * stride[H] - pad[H];
      int lines = (count - 1) * stride[H] + (kernel[H] - 1) * dilation[H] + 1;
      int columns = Math.min(shape.in[W], width - pad[W]);
      for (int r = 0; r < lines; r++) {
        int to = (r % stride[H] * phaseRows + r / stride[H]) * width + pad[W];
        int row = first + r;
        if (row >= 0 && row < shape.in[H]) {
          System.arraycopy(x, from + row * shape.in[W], copy, to, columns);
        } else {
          Arrays.fill(copy, to, to + columns, outside);
        }
      }
      if (stride[W] == 2) {
        loops.split(copy, cells, 0, size / 2 + loops.lanes, size / 2);
      }
    }
  }
}
