package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.PoolArgs;
import jackhammer.internal.kernel.PoolWindows;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.parallel.Workers;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The sizes of one pool, always with three spatial dimensions, as {@link ConvShape}, and the cells
 * of its windows along each of them.
 */
final class PoolShape {
  private static final int D = ConvShape.D;
  private static final int H = ConvShape.H;
  private static final int W = ConvShape.W;

  /** Cells below which a second thread costs more than it saves. */
  private static final int CELLS_PER_TASK = 16_384;

  /** Images times channels: each has a plane of its own. */
  final int planes;

  final int[] in;
  final int[] out;
  final int inPlane;
  final int outPlane;

  /** 2 by 2 windows side by side, all of them inside: the pool that most networks have. */
  final boolean halves;

  private final PoolWindows.Placed placed;
  private final Windows shared;

  /**
   * The cells of every window along each dimension.
   *
   * @param from the first one
   * @param to the end, exclusive
   * @param padded how many with those of the padding
   * @param step their distance, for each dimension
   */
  record Windows(int[][] from, int[][] to, int[][] padded, int[] step) {

    /** Windows that lie inside. */
    private Windows(int[][] from, int[][] to) {
      this(from, to, to, new int[] {1, 1, 1});
    }

    int cells(int d, int i) {
      return Math.max(to[d][i] - from[d][i], 0);
    }
  }

  PoolShape(Strided x, Strided y, PoolWindows windows) {
    planes = x.size(0) * x.size(1);
    in = ConvShape.three(x.sizes(), 2, 1);
    out = ConvShape.three(y.sizes(), 2, 1);
    inPlane = in[D] * in[H] * in[W];
    outPlane = out[D] * out[H] * out[W];
    placed = windows instanceof PoolWindows.Placed p ? p : null;
    halves = windows instanceof PoolArgs a && isHalving(a);
    shared =
        switch (windows) {
          case PoolArgs a -> sliding(a);
          case PoolWindows.Adaptive _ -> adaptive();
          case PoolWindows.Placed _ -> null;
        };
  }

  /** The windows of a plane. */
  Windows windows(int plane) {
    if (shared != null) {
      return shared;
    }
    int missing = 3 - placed.kernel().length;
    int[][] from = new int[3][];
    int[][] to = new int[3][];
    for (int d = 0; d < 3; d++) {
      if (d < missing) {
        from[d] = new int[1];
        to[d] = new int[] {1};
        continue;
      }
      int first = plane * out[d];
      from[d] = Arrays.copyOfRange(placed.starts()[d - missing], first, first + out[d]);
      to[d] = from[d].clone();
      for (int i = 0; i < out[d]; i++) {
        to[d][i] += placed.kernel()[d - missing];
      }
    }
    return new Windows(from, to);
  }

  private Windows sliding(PoolArgs args) {
    int[] kernel = ConvShape.three(args.kernel(), 0, 1);
    int[] stride = ConvShape.three(args.stride(), 0, 1);
    int[] pad = ConvShape.three(args.padding(), 0, 0);
    int[] step = ConvShape.three(args.dilation(), 0, 1);
    Windows w = new Windows(new int[3][], new int[3][], new int[3][], step);
    for (int d = 0; d < 3; d++) {
      w.from[d] = new int[out[d]];
      w.to[d] = new int[out[d]];
      w.padded[d] = new int[out[d]];
      for (int i = 0; i < out[d]; i++) {
        int start = i * stride[d] - pad[d];
        w.from[d][i] = start < 0 ? start + (-start + step[d] - 1) / step[d] * step[d] : start;
        w.to[d][i] = Math.min(in[d], start + (kernel[d] - 1) * step[d] + 1);
        w.padded[d][i] = Math.min(start + kernel[d], in[d] + pad[d]) - start;
      }
    }
    return w;
  }

  private Windows adaptive() {
    int[][] from = new int[3][];
    int[][] to = new int[3][];
    for (int d = 0; d < 3; d++) {
      from[d] = new int[out[d]];
      to[d] = new int[out[d]];
      for (int i = 0; i < out[d]; i++) {
        from[d][i] = (int) ((long) i * in[d] / out[d]);
        to[d][i] = (int) (((i + 1L) * in[d] + out[d] - 1) / out[d]);
      }
    }
    return new Windows(from, to);
  }

  private boolean isHalving(PoolArgs a) {
    int[] two = {1, 2, 2};
    return Arrays.equals(ConvShape.three(a.kernel(), 0, 1), two)
        && Arrays.equals(ConvShape.three(a.stride(), 0, 1), two)
        && Arrays.equals(ConvShape.three(a.padding(), 0, 0), new int[3])
        && Arrays.equals(ConvShape.three(a.dilation(), 0, 1), new int[] {1, 1, 1})
        && 2 * out[H] <= in[H]
        && 2 * out[W] <= in[W];
  }

  /** Planes that one thread does one after the other. */
  interface Planes {
    void accept(int first, int end);
  }

  /** Whole planes as tasks of some size; which thread takes which does not matter. */
  static void eachTask(int planes, int cells, Planes some) {
    int perTask = Math.max(1, CELLS_PER_TASK / Math.max(cells, 1));
    int tasks = (planes + perTask - 1) / perTask;
    Workers.run(tasks, task -> some.accept(task * perTask, Math.min(planes, (task + 1) * perTask)));
  }

  /** {@link #eachTask}, plane by plane. */
  static void eachPlane(int planes, int cells, IntConsumer plane) {
    eachTask(
        planes,
        cells,
        (first, end) -> {
          for (int p = first; p < end; p++) {
            plane.accept(p);
          }
        });
  }
}
