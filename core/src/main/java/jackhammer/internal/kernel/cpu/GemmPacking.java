package jackhammer.internal.kernel.cpu;

import jackhammer.internal.parallel.Workers;
import java.util.function.IntConsumer;

/**
 * Where the panels of a matrix product lie. An operand is packed segment of k after segment; within
 * a segment tile after tile; within a tile k after k. Rows of A leave no gaps, columns of B are
 * filled up to whole tiles.
 */
final class GemmPacking {
  /** Elements below which one thread packs. */
  private static final int SERIAL = 32_768;

  private GemmPacking() {}

  /** Tiles side by side for {@code n} columns. */
  static int columnTiles(GemmKernel kernel, int n) {
    return (n + kernel.columns - 1) / kernel.columns;
  }

  /** Packs an operand for good: rows of A, or columns of B. */
  static Packed packed(GemmKernel kernel, boolean rows, int count, int k, Panels source) {
    int indices = rows ? count : columnTiles(kernel, count) * kernel.columns;
    Object dst = kernel.array(Math.multiplyExact(indices, k));
    packWhole(kernel, rows, source, count, rows ? new RowTiles(kernel, count) : null, dst, 0, 0, k);
    return new Packed(dst, count, k, rows);
  }

  /** Packs one operand for k from {@code from} to {@code to}, with all threads if that pays. */
  static void packWhole(
      GemmKernel kernel,
      boolean rows,
      Panels source,
      int count,
      RowTiles rowTiles,
      Object dst,
      int product,
      int from,
      int to) {
    int width = kernel.columns;
    int panels = rows ? rowTiles.count : columnTiles(kernel, count);
    int segments = (to - from + Gemm.SEGMENT - 1) / Gemm.SEGMENT;
    int indices = rows ? count : panels * width;
    boolean serial = (long) indices * (to - from) < SERIAL;
    int chunks = serial ? 1 : Math.min(panels, (4 * Workers.threads() + segments - 1) / segments);
    int step = (panels + chunks - 1) / chunks;
    IntConsumer task =
        t -> {
          int k0 = from + t / chunks * Gemm.SEGMENT;
          int kc = Math.min(Gemm.SEGMENT, to - k0);
          int p0 = t % chunks * step;
          int p1 = Math.min(p0 + step, panels);
          if (p0 >= p1) {
            return;
          }
          int at = (k0 - from) * indices;
          if (rows) {
            packRowTiles(
                kernel,
                rowTiles,
                source,
                dst,
                at + rowTiles.start(p0) * kc,
                product,
                p0,
                p1,
                k0,
                kc);
          } else {
            packColumnTiles(
                kernel, count, source, dst, at + p0 * width * kc, product, p0, p1, k0, kc);
          }
        };
    if (serial) {
      for (int t = 0; t < segments * chunks; t++) {
        task.accept(t);
      }
    } else {
      Workers.run(segments * chunks, task);
    }
  }

  /** Packs the rows of tiles p0 to p1 - 1 for one segment. */
  static void packRowTiles(
      GemmKernel kernel,
      RowTiles tiles,
      Panels a,
      Object dst,
      int at,
      int product,
      int p0,
      int p1,
      int k0,
      int kc) {
    int first = tiles.start(p0);
    int low = Math.min(p1, tiles.firstLow(p0));
    if (low > p0) {
      a.pack(dst, at, kernel.maxRows(), product, first, tiles.start(low) - first, k0, kc);
    }
    for (int p = low; p < p1; p++) {
      int start = tiles.start(p);
      int rows = tiles.rows(p);
      a.pack(dst, at + (start - first) * kc, rows, product, start, rows, k0, kc);
    }
  }

  /** Packs the columns of tiles q0 to q1 - 1 for one segment; a last tile is filled with zeros. */
  static void packColumnTiles(
      GemmKernel kernel,
      int n,
      Panels b,
      Object dst,
      int at,
      int product,
      int q0,
      int q1,
      int k0,
      int kc) {
    int width = kernel.columns;
    int first = q0 * width;
    int count = Math.min(q1 * width, n) - first;
    if (count % width != 0) {
      int last = at + (q1 - q0 - 1) * width * kc;
      kernel.clear(dst, last, last + width * kc);
    }
    b.pack(dst, at, width, product, first, count, k0, kc);
  }
}
