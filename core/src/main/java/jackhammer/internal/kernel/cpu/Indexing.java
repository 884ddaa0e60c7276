package jackhammer.internal.kernel.cpu;

import jackhammer.DType;
import jackhammer.internal.kernel.Scatter;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;

/**
 * Elements by number. A value that is written or added always arrives in row-major order of the
 * indices; threads share the work by places in the output, never by index, so that equal indices
 * give the same bits on any number of threads.
 */
final class Indexing {
  private Indexing() {}

  static int firstOutside(Strided index, long low, long high) {
    Nest nest = Nest.rowMajor(index);
    long[] idx = index.storage().longs();
    int inner = nest.inner();
    int step = nest.innerStride(0);
    for (int i = 0; i < index.numel(); i += inner) {
      int at = index.offset() + nest.distance(0, i);
      for (int j = 0; j < inner; j++) {
        long v = idx[at + j * step];
        if (v < low || v >= high) {
          return i + j;
        }
      }
    }
    return -1;
  }

  static Strided nonzero(Strided x) {
    Nest nest = Nest.rowMajor(x);
    int n = x.numel();
    byte[] block = new byte[Math.min(Runs.BLOCK, n)];
    int[] found = new int[16];
    int count = 0;
    for (int i = 0; i < n; i += Runs.BLOCK) {
      int m = Math.min(Runs.BLOCK, n - i);
      Runs.gather(Kind.TRUTH, nest, 0, x.storage(), x.offset(), i, m, block, 0);
      if (count + m > found.length) {
        found = Arrays.copyOf(found, Math.max(count + m, found.length + (found.length >> 1)));
      }
      for (int j = 0; j < m; j++) {
        if (block[j] != 0) {
          found[count++] = i + j;
        }
      }
    }
    int dims = x.dim();
    Strided out = Strided.empty(DType.INT64, count, dims);
    long[] numbers = out.storage().longs();
    for (int i = 0; i < count; i++) {
      int rest = found[i];
      for (int d = dims - 1; d >= 0; d--) {
        numbers[i * dims + d] = rest % x.size(d);
        rest /= x.size(d);
      }
    }
    return out;
  }

  // ---- one index for each element ----

  /** The places of a tensor that elements of an index name, without the index's own part. */
  private static Strided along(Strided x, int dim, Strided index) {
    int[] strides = x.strides().clone();
    strides[dim] = 0;
    return x.view(x.offset(), index.sizes(), strides);
  }

  static void gather(Strided x, int dim, Strided index, Strided out) {
    if (out.numel() == 0) {
      return;
    }
    Strided base = along(x, dim, index);
    Nest nest = Nest.of(out, index, base);
    Object src = Kind.array(x.storage());
    Object dst = Kind.array(out.storage());
    long[] idx = index.storage().longs();
    int scale = x.stride(dim);
    Tasks.forRange(
        out.numel(),
        Tasks.LIGHT,
        (from, to) -> {
          for (int i = from; i < to; ) {
            int n = Math.min(nest.inner() - i % nest.inner(), to - i);
            Moves.pull(
                src,
                x.offset() + nest.distance(2, i),
                nest.innerStride(2),
                scale,
                idx,
                index.offset() + nest.distance(1, i),
                nest.innerStride(1),
                dst,
                out.offset() + nest.distance(0, i),
                nest.innerStride(0),
                n);
            i += n;
          }
        });
  }

  static void scatter(Scatter op, Strided out, int dim, Strided index, Strided src) {
    int n = index.numel();
    if (n == 0) {
      return;
    }
    int split = -1;
    for (int d = 0; d < index.dim(); d++) {
      if (d != dim && (split < 0 || index.size(d) > index.size(split))) {
        split = d;
      }
    }
    if (n <= Tasks.LIGHT || split < 0 || index.size(split) == 1) {
      scatterPart(op, out, dim, index, src);
      return;
    }
    int d = split;
    int size = index.size(d);
    Tasks.forRange(
        size,
        Tasks.unitsPerTask(n / size, Tasks.LIGHT),
        (from, to) ->
            scatterPart(
                op,
                out.narrow(d, from, to - from),
                dim,
                index.narrow(d, from, to - from),
                src.narrow(d, from, to - from)));
  }

  private static void scatterPart(Scatter op, Strided out, int dim, Strided index, Strided src) {
    Strided values = src.view(src.offset(), index.sizes(), src.strides());
    Strided base = along(out, dim, index);
    Nest nest = Nest.rowMajor(values, index, base);
    int scale = out.stride(dim);
    long[] idx = index.storage().longs();
    int[] place = new int[Math.min(Runs.BLOCK, nest.inner())];
    for (int i = 0; i < nest.numel; ) {
      int n = Math.min(nest.inner() - i % nest.inner(), Runs.BLOCK);
      int s = src.offset() + nest.distance(0, i);
      int ss = nest.innerStride(0);
      int at = index.offset() + nest.distance(1, i);
      int is = nest.innerStride(1);
      int o = out.offset() + nest.distance(2, i);
      int os = nest.innerStride(2);
      if (op == Scatter.SET) {
        Object from = Kind.array(src.storage());
        Moves.push(from, s, ss, idx, at, is, Kind.array(out.storage()), o, os, scale, n);
      } else {
        for (int j = 0; j < n; j++) {
          place[j] = o + j * os + (int) idx[at + j * is] * scale;
        }
        if (op == Scatter.ADD) {
          Accumulate.addAt(src.storage(), s, ss, out.storage(), place, n);
        } else {
          for (int j = 0; j < n; j++) {
            Accumulate.element(op, src.storage(), s + j * ss, out.storage(), place[j]);
          }
        }
      }
      i += n;
    }
  }

  // ---- whole rows ----

  static void indexSelect(Strided x, int dim, Strided index, Strided out) {
    if (out.numel() == 0) {
      return;
    }
    Strided outRow = out.select(dim, 0);
    Strided xRow = x.select(dim, 0);
    Nest rest = Nest.of(outRow, xRow);
    if (rest.inner() == 1 || Math.abs(out.stride(dim)) < Math.abs(rest.innerStride(0))) {
      int[] everywhere = new int[out.dim()];
      everywhere[dim] = index.stride(0);
      gather(x, dim, index.view(index.offset(), out.sizes(), everywhere), out);
      return;
    }
    Object src = Kind.array(x.storage());
    Object dst = Kind.array(out.storage());
    long[] idx = index.storage().longs();
    int step = index.stride(0);
    Tasks.forRange(
        index.numel(),
        Tasks.unitsPerTask(rest.numel, Tasks.LIGHT),
        (from, to) -> {
          for (int r = 0; r < rest.numel; r += rest.inner()) {
            StridedCopy.named(
                src,
                x.offset() + rest.distance(1, r),
                x.stride(dim),
                rest.innerStride(1),
                idx,
                index.offset() + from * step,
                step,
                dst,
                out.offset() + from * out.stride(dim) + rest.distance(0, r),
                out.stride(dim),
                rest.innerStride(0),
                to - from,
                rest.inner());
          }
        });
  }

  /** One entry of a dimension: the rows of {@code rest} from one place to another. */
  private static void copyRows(Nest rest, Object src, int s, Object dst, int d) {
    for (int r = 0; r < rest.numel; r += rest.inner()) {
      StridedCopy.rows(
          src,
          s + rest.distance(1, r),
          0,
          rest.innerStride(1),
          dst,
          d + rest.distance(0, r),
          0,
          rest.innerStride(0),
          1,
          rest.inner());
    }
  }

  static void indexAdd(Strided out, int dim, Strided index, Strided src) {
    int n = index.numel();
    if (src.numel() == 0) {
      return;
    }
    Nest rest = Nest.of(out.select(dim, 0), src.select(dim, 0));
    long[] idx = index.storage().longs();
    byColumns(
        rest,
        n,
        (from, to) -> {
          for (int i = 0; i < n; i++) {
            int row = (int) idx[index.offset() + i * index.stride(0)];
            int o = out.offset() + row * out.stride(dim);
            int s = src.offset() + i * src.stride(dim);
            addRows(rest, src, s, out, o, from, to);
          }
        });
  }

  /** Cuts the innermost dimension of {@code rest} into tasks, each for all {@code n} entries. */
  private static void byColumns(Nest rest, int n, Tasks.Range body) {
    int inner = rest.inner();
    long work = (long) n * rest.numel;
    // Narrow strips would share cache lines between threads.
    int grain = (int) Math.max(64, inner * (long) Tasks.LIGHT / Math.max(work, 1));
    Tasks.forRange(inner, grain, body);
  }

  private static void addRows(Nest rest, Strided src, int s, Strided out, int o, int from, int to) {
    int os = rest.innerStride(0);
    int ss = rest.innerStride(1);
    for (int r = 0; r < rest.numel; r += rest.inner()) {
      Accumulate.addRow(
          src.storage(),
          s + rest.distance(1, r) + from * ss,
          ss,
          out.storage(),
          o + rest.distance(0, r) + from * os,
          os,
          to - from);
    }
  }

  // ---- several indices ----

  static void indexGet(Strided x, Strided[] indices, Strided out) {
    if (out.numel() == 0) {
      return;
    }
    int lead = indices[0].dim();
    Places places = new Places(x, indices, leading(out, lead), true);
    Nest rest = Nest.of(behind(out, lead), behind(x, indices.length));
    Object src = Kind.array(x.storage());
    Object dst = Kind.array(out.storage());
    Tasks.forRange(
        places.count(),
        Tasks.unitsPerTask(rest.numel, Tasks.LIGHT),
        (from, to) ->
            places.forBlocks(
                from,
                to,
                (place, d, ds, n) -> {
                  if (rest.numel == 1) {
                    Moves.pullAt(src, place, dst, out.offset() + d, ds, n);
                    return;
                  }
                  for (int j = 0; j < n; j++) {
                    copyRows(rest, src, place[j], dst, out.offset() + d + j * ds);
                  }
                }));
  }

  static void indexPut(Strided x, Strided[] indices, Strided values, boolean accumulate) {
    if (values.numel() == 0) {
      return;
    }
    int lead = indices[0].dim();
    Places places = new Places(x, indices, leading(values, lead), false);
    Nest rest = Nest.of(behind(x, indices.length), behind(values, lead));
    Object src = Kind.array(values.storage());
    Object dst = Kind.array(x.storage());
    if (rest.numel == 1) {
      places.forBlocks(
          0,
          places.count(),
          (place, v, vs, n) -> {
            int s = values.offset() + v;
            if (accumulate) {
              Accumulate.addAt(values.storage(), s, vs, x.storage(), place, n);
            } else {
              Moves.pushAt(src, s, vs, dst, place, n);
            }
          });
      return;
    }
    byColumns(
        rest,
        places.count(),
        (from, to) ->
            places.forBlocks(
                0,
                places.count(),
                (place, v, vs, n) -> {
                  for (int j = 0; j < n; j++) {
                    int s = values.offset() + v + j * vs;
                    if (accumulate) {
                      addRows(rest, values, s, x, place[j], from, to);
                    } else {
                      setRows(rest, src, s, dst, place[j], from, to);
                    }
                  }
                }));
  }

  private static void setRows(Nest rest, Object src, int s, Object dst, int d, int from, int to) {
    int ds = rest.innerStride(0);
    int ss = rest.innerStride(1);
    for (int r = 0; r < rest.numel; r += rest.inner()) {
      StridedCopy.rows(
          src,
          s + rest.distance(1, r) + from * ss,
          0,
          ss,
          dst,
          d + rest.distance(0, r) + from * ds,
          0,
          ds,
          1,
          to - from);
    }
  }

  private static Strided leading(Strided s, int dims) {
    return s.view(s.offset(), Arrays.copyOf(s.sizes(), dims), Arrays.copyOf(s.strides(), dims));
  }

  private static Strided behind(Strided s, int dims) {
    return s.view(
        s.offset(),
        Arrays.copyOfRange(s.sizes(), dims, s.dim()),
        Arrays.copyOfRange(s.strides(), dims, s.dim()));
  }

  /** Where in x each tuple of indices points, in blocks. */
  private static final class Places {
    private final Strided x;
    private final Strided[] indices;
    private final Nest nest;

    /**
     * @param beside the indexed part of the output or the values, walked through in step
     */
    Places(Strided x, Strided[] indices, Strided beside, boolean mayReorder) {
      this.x = x;
      this.indices = indices;
      Strided[] operands = new Strided[indices.length + 1];
      operands[0] = beside;
      System.arraycopy(indices, 0, operands, 1, indices.length);
      this.nest = mayReorder ? Nest.of(operands) : Nest.rowMajor(operands);
    }

    interface Block {
      /**
       * @param place where in x, for n tuples
       * @param d how far from its start the other operand's first element lies, {@code ds} the step
       */
      void run(int[] place, int d, int ds, int n);
    }

    int count() {
      return nest.numel;
    }

    void forBlocks(int from, int to, Block body) {
      int[] place = new int[Math.min(Runs.BLOCK, to - from)];
      for (int i = from; i < to; ) {
        int n = Math.min(Math.min(nest.inner() - i % nest.inner(), to - i), Runs.BLOCK);
        Arrays.fill(place, 0, n, x.offset());
        for (int k = 0; k < indices.length; k++) {
          long[] idx = indices[k].storage().longs();
          int at = indices[k].offset() + nest.distance(k + 1, i);
          int step = nest.innerStride(k + 1);
          int scale = x.stride(k);
          for (int j = 0; j < n; j++) {
            place[j] += (int) idx[at + j * step] * scale;
          }
        }
        body.run(place, nest.distance(0, i), nest.innerStride(0), n);
        i += n;
      }
    }
  }
}
