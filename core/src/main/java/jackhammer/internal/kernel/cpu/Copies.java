package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Strided;

/**
 * Copies with conversion between any types and strides.
 *
 * <p>Integers reach a floating type in one rounding (float16 and bfloat16 through float32, as in
 * PyTorch); a floating value reaches an integer through int64, cut towards zero and then to the
 * width; anything but 0 is true.
 */
final class Copies {
  /**
   * Side of the tiles of a transposed copy: 32 rows of 32 float64 are a quarter of the L1 cache.
   */
  private static final int TILE = 32;

  private Copies() {}

  static void copy(Strided in, Strided out) {
    if (out.numel() == 0) {
      return;
    }
    Nest nest = Nest.of(out, in);
    if (in.dtype() != out.dtype()) {
      Tasks.forRange(out.numel(), Tasks.LIGHT, (from, to) -> convert(nest, in, out, from, to));
    } else if (nest.dims() == 1) {
      Tasks.forRange(out.numel(), Tasks.LIGHT, (from, to) -> line(nest, in, out, from, to - from));
    } else {
      planes(nest, in, out);
    }
  }

  private static void convert(Nest nest, Strided in, Strided out, int from, int to) {
    Kind kind = Kind.of(in.dtype());
    boolean direct = kind.isNative(in.dtype()) && nest.isDense(1);
    Object source = Kind.array(in.storage());
    Object block = direct ? source : kind.newArray(Math.min(Runs.BLOCK, to - from));
    for (int i = from; i < to; i += Runs.BLOCK) {
      int n = Math.min(Runs.BLOCK, to - i);
      if (!direct) {
        Runs.gather(kind, nest, 1, in.storage(), in.offset(), i, n, block, 0);
      }
      int at = direct ? in.offset() + i : 0;
      Runs.scatter(kind, nest, 0, block, at, i, n, out.storage(), out.offset());
    }
  }

  private static void line(Nest nest, Strided in, Strided out, int from, int n) {
    int ss = nest.innerStride(1);
    int ds = nest.innerStride(0);
    StridedCopy.rows(
        Kind.array(in.storage()),
        in.offset() + from * ss,
        0,
        ss,
        Kind.array(out.storage()),
        out.offset() + from * ds,
        0,
        ds,
        1,
        n);
  }

  /**
   * Two dimensions at a time: the innermost, in which the output runs, and the one in which the
   * input runs, which may be another. Then square tiles keep the lines of both in cache.
   */
  private static void planes(Nest nest, Strided in, Strided out) {
    int last = nest.dims() - 1;
    int across = last == 0 ? 0 : last - 1;
    for (int d = 0; d < last; d++) {
      if (Math.abs(nest.strides[1][d]) < Math.abs(nest.strides[1][across])
          && nest.strides[1][d] != 0) {
        across = d;
      }
    }
    boolean transposed = Math.abs(nest.strides[1][across]) < Math.abs(nest.innerStride(1));
    Plane plane = new Plane(nest, across, transposed, in, out);
    int grain = Tasks.unitsPerTask(plane.elementsPerStrip(), Tasks.LIGHT);
    Tasks.forRange(plane.strips(), grain, plane);
  }

  private static final class Plane implements Tasks.Range {
    private final Nest nest;
    private final int across;
    private final boolean transposed;
    private final Object src;
    private final Object dst;
    private final int si;
    private final int di;
    private final int strips;

    Plane(Nest nest, int across, boolean transposed, Strided in, Strided out) {
      this.nest = nest;
      this.across = across;
      this.transposed = transposed;
      this.src = Kind.array(in.storage());
      this.dst = Kind.array(out.storage());
      this.si = in.offset();
      this.di = out.offset();
      this.strips = (nest.sizes[across] + TILE - 1) / TILE;
    }

    long elementsPerStrip() {
      return (long) nest.inner() * Math.min(TILE, nest.sizes[across]);
    }

    int strips() {
      return nest.numel / nest.inner() / nest.sizes[across] * strips;
    }

    @Override
    public void run(int from, int to) {
      for (int strip = from; strip < to; strip++) {
        int first = strip % strips * TILE;
        int s = si + first * nest.strides[1][across];
        int d = di + first * nest.strides[0][across];
        int rest = strip / strips;
        for (int k = nest.dims() - 2; k >= 0; k--) {
          if (k != across) {
            s += rest % nest.sizes[k] * nest.strides[1][k];
            d += rest % nest.sizes[k] * nest.strides[0][k];
            rest /= nest.sizes[k];
          }
        }
        strip(s, d, Math.min(TILE, nest.sizes[across] - first));
      }
    }

    private void strip(int s, int d, int rows) {
      int sr = nest.strides[1][across];
      int dr = nest.strides[0][across];
      int ss = nest.innerStride(1);
      int ds = nest.innerStride(0);
      int inner = nest.inner();
      int tile = transposed ? TILE : inner;
      for (int i = 0; i < inner; i += tile) {
        int n = Math.min(tile, inner - i);
        StridedCopy.rows(src, s + i * ss, sr, ss, dst, d + i * ds, dr, ds, rows, n);
      }
    }
  }
}
