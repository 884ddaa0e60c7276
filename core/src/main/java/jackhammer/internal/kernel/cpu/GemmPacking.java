package jackhammer.internal.kernel.cpu;

import jackhammer.internal.parallel.Workers;
import java.util.function.IntConsumer;

/**
 * Packs operands of a matrix product: segment of k after segment, as {@link Panels} says. A's rows
 * are apart by {@link GemmKernel#ROW} whatever the length of the segment; B's columns are filled up
 * with zeros to whole tiles.
 */
final class GemmPacking {
  /** Elements below which one thread packs. */
  private static final int SERIAL = 32_768;

  private GemmPacking() {}

  /** Tiles side by side for {@code n} columns. */
  static int columnTiles(GemmKernel kernel, int n) {
    return (n + kernel.columns - 1) / kernel.columns;
  }

  static int segments(int k) {
    return (k + Gemm.SEGMENT - 1) / Gemm.SEGMENT;
  }

  /**
   * What an A takes when it is packed for {@code k} numbers per row, and room for the rows below
   * the last that a higher tile than needed reads.
   */
  static int sizeOfRows(int rows, int k) {
    int size = Math.multiplyExact(Math.multiplyExact(rows, GemmKernel.ROW), segments(k));
    return Math.addExact(size, (GemmKernel.MOST_ROWS - 1) * GemmKernel.ROW);
  }

  /** What a B takes when it is packed for {@code k} numbers per column. */
  static int sizeOfColumns(GemmKernel kernel, int columns, int k) {
    return Math.multiplyExact(columnTiles(kernel, columns) * kernel.columns, k);
  }

  /** Packs {@code count} rows of A for k from {@code from} to {@code to} - 1. */
  static void rows(Panels a, Object dst, int product, int first, int count, int from, int to) {
    int at = 0;
    for (int k0 = from; k0 < to; k0 += Gemm.SEGMENT, at += count * GemmKernel.ROW) {
      a.packRows(dst, at, product, first, count, k0, Math.min(Gemm.SEGMENT, to - k0));
    }
  }

  /** Packs the columns of B from {@code first} on, in whole tiles, for k as in {@link #rows}. */
  static void columns(
      GemmKernel kernel,
      Panels b,
      Object dst,
      int product,
      int first,
      int count,
      int from,
      int to) {
    int width = kernel.columns;
    int padded = columnTiles(kernel, count) * width;
    for (int k0 = from; k0 < to; k0 += Gemm.SEGMENT) {
      int kc = Math.min(Gemm.SEGMENT, to - k0);
      panels(kernel, b, dst, (k0 - from) * padded, product, first, count, k0, kc);
    }
  }

  private static void panels(
      GemmKernel kernel,
      Panels b,
      Object dst,
      int at,
      int product,
      int first,
      int count,
      int k0,
      int kc) {
    int width = kernel.columns;
    if (count % width != 0) {
      int last = at + count / width * width * kc;
      kernel.clear(dst, last, last + width * kc);
    }
    b.packColumns(dst, at, width, product, first, count, k0, kc);
  }

  /** {@link #rows} for all rows, by all threads if that pays. */
  static void allRows(Panels a, Object dst, int product, int m, int from, int to) {
    int chunks = chunks(m, to - from, m);
    int step = (m + chunks - 1) / chunks;
    eachSegment(
        chunks,
        from,
        to,
        (chunk, k0, kc) -> {
          int first = chunk * step;
          int count = Math.min(step, m - first);
          if (count > 0) {
            int at = ((k0 - from) / Gemm.SEGMENT * m + first) * GemmKernel.ROW;
            a.packRows(dst, at, product, first, count, k0, kc);
          }
        });
  }

  /**
   * {@link #columns} for all columns, by all threads if that pays.
   *
   * @param begin where in {@code dst}
   */
  static void allColumns(
      GemmKernel kernel, Panels b, Object dst, int begin, int product, int n, int from, int to) {
    int width = kernel.columns;
    int tiles = columnTiles(kernel, n);
    int chunks = chunks(tiles, to - from, n);
    int step = (tiles + chunks - 1) / chunks * width;
    eachSegment(
        chunks,
        from,
        to,
        (chunk, k0, kc) -> {
          int first = chunk * step;
          int count = Math.min(step, n - first);
          if (count > 0) {
            int at = begin + (k0 - from) * tiles * width + first * kc;
            panels(kernel, b, dst, at, product, first, count, k0, kc);
          }
        });
  }

  private interface Part {
    void pack(int chunk, int k0, int kc);
  }

  private static int chunks(int units, int k, int indices) {
    if ((long) indices * k < SERIAL) {
      return 1;
    }
    int segments = segments(k);
    return Math.min(units, (4 * Workers.threads() + segments - 1) / segments);
  }

  private static void eachSegment(int chunks, int from, int to, Part part) {
    IntConsumer task =
        t -> {
          int k0 = from + t / chunks * Gemm.SEGMENT;
          part.pack(t % chunks, k0, Math.min(Gemm.SEGMENT, to - k0));
        };
    int tasks = chunks * segments(to - from);
    if (chunks == 1) {
      for (int t = 0; t < tasks; t++) {
        task.accept(t);
      }
    } else {
      Workers.run(tasks, task);
    }
  }
}
