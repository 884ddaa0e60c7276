package jackhammer.internal.kernel.cpu;

import jackhammer.DType;
import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.kernel.Ternary;

/**
 * Rows that meet in others: the gradient of an embedding, and bags of embeddings. What meets in a
 * row is found first, in order; then each result is computed by one task from beginning to end, so
 * that it does not depend on the number of threads.
 */
final class RowGroups {
  private final int length;
  private final int results;
  private final long[] from;
  private final int fromAt;
  private final int fromStep;

  /** The numbers i that meet in result r are entry[first[r]] to entry[first[r + 1] - 1]. */
  private final int[] first;

  private final int[] entry;

  private RowGroups(Strided from, Strided to, Strided out) {
    length = out.size(1);
    results = out.size(0);
    this.from = from == null ? null : from.storage().longs();
    fromAt = from == null ? 0 : from.offset();
    fromStep = from == null ? 0 : from.stride(0);
    long[] goal = to.storage().longs();
    int n = to.numel();
    int at = to.offset();
    int step = n == 0 ? 0 : to.stride(0);
    first = new int[results + 1];
    for (int i = 0; i < n; i++) {
      int r = (int) goal[at + i * step];
      if (r >= 0) {
        first[r + 1]++;
      }
    }
    for (int r = 0; r < results; r++) {
      first[r + 1] += first[r];
    }
    entry = new int[first[results]];
    int[] next = first.clone();
    for (int i = 0; i < n; i++) {
      int r = (int) goal[at + i * step];
      if (r >= 0) {
        entry[next[r]++] = i;
      }
    }
  }

  /** The row that the entry of number {@code e} has. */
  private int row(int e) {
    int i = entry[e];
    return from == null ? i : (int) from[fromAt + i * fromStep];
  }

  /** Cuts the results into tasks of about the same number of rows, those to be read included. */
  private void forResults(Tasks.Range body) {
    int units = results + entry.length;
    Tasks.forRange(
        units,
        Tasks.unitsPerTask(length, Tasks.LIGHT),
        (from, to) -> body.run(resultAt(from), to == units ? results : resultAt(to)));
  }

  /** The first result r with r + first[r] at least {@code unit}. */
  private int resultAt(int unit) {
    int low = 0;
    int high = results;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (middle + first[middle] < unit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  static void sums(Strided x, Strided from, Strided to, Strided scale, Strided out) {
    if (out.numel() == 0) {
      return;
    }
    Kind kind = Kind.of(out.dtype());
    Strided in = computed(x);
    Strided factors = scale == null ? null : computed(scale);
    Strided y = target(out);
    RowGroups groups = new RowGroups(from, to, out);
    Object rows = Kind.array(in.storage());
    Object result = Kind.array(y.storage());
    Object factor = scale == null ? null : Kind.array(factors.storage());
    int length = groups.length;
    // All zero, for a row without entries.
    Object zeros = kind.newArray(length);
    groups.forResults(
        (begin, end) -> {
          Loop add = Loops.of(Binary.ADD, kind);
          Loop mul = Loops.of(Binary.MUL, kind);
          Loop addScaled = Loops.of(Ternary.ADD_SCALED, kind);
          for (int r = begin; r < end; r++) {
            int o = y.offset() + r * length;
            int e = groups.first[r];
            int last = groups.first[r + 1];
            if (e == last) {
              System.arraycopy(zeros, 0, result, o, length);
              continue;
            }
            int s = in.offset() + groups.row(e) * length;
            if (factor == null) {
              System.arraycopy(rows, s, result, o, length);
              for (e++; e < last; e++) {
                s = in.offset() + groups.row(e) * length;
                add.run(length, result, o, result, o, 1, rows, s, 1, null, 0, 0);
              }
            } else {
              int f = factors.offset() + groups.entry[e];
              mul.run(length, result, o, rows, s, 1, factor, f, 0, null, 0, 0);
              for (e++; e < last; e++) {
                s = in.offset() + groups.row(e) * length;
                f = factors.offset() + groups.entry[e];
                addScaled.run(length, result, o, result, o, 1, rows, s, 1, factor, f, 0);
              }
            }
          }
        });
    finish(y, out);
  }

  static void maxima(Strided x, Strided from, Strided to, Strided out, Strided indices) {
    if (out.numel() == 0) {
      return;
    }
    Strided in = computed(x);
    Strided y = target(out);
    Strided at = Contiguous.target(indices);
    RowGroups groups = new RowGroups(from, to, out);
    groups.forResults(
        (begin, end) -> {
          for (int r = begin; r < end; r++) {
            int[] rows = new int[groups.first[r + 1] - groups.first[r]];
            for (int k = 0; k < rows.length; k++) {
              rows[k] = groups.row(groups.first[r] + k);
            }
            if (y.dtype() == DType.FLOAT64) {
              DoubleRowMaxima.of(rows, in, y, at, r);
            } else {
              FloatRowMaxima.of(rows, in, y, at, r);
            }
          }
        });
    finish(y, out);
    Contiguous.finish(at, indices);
  }

  /** x itself, or a copy, that is contiguous and of a type that is computed with. */
  private static Strided computed(Strided x) {
    DType dtype = x.dtype().isReducedFloat() ? DType.FLOAT32 : x.dtype();
    if (dtype == x.dtype()) {
      return Contiguous.copyOf(x);
    }
    Strided copy = Strided.empty(dtype, x.sizes());
    Copies.copy(x, copy);
    return copy;
  }

  private static Strided target(Strided out) {
    return out.dtype().isReducedFloat()
        ? Strided.empty(DType.FLOAT32, out.sizes())
        : Contiguous.target(out);
  }

  private static void finish(Strided target, Strided out) {
    Contiguous.finish(target, out);
  }
}
