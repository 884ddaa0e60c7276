package jackhammer.internal.kernel.cpu;

import java.util.Arrays;

/** Which tiles of a vector kernel C2 has compiled; see {@link WarmUp}. */
final class TileWarmUp {
  private static final int KC = 24;

  private final GemmKernel kernel;

  /**
   * By height. Written by another thread and read without a barrier: it does no harm to learn of it
   * late.
   */
  private final boolean[] compiled;

  private final boolean[] asked;

  TileWarmUp(GemmKernel kernel) {
    this.kernel = kernel;
    this.compiled = new boolean[kernel.maxRows() + 1];
    this.asked = new boolean[kernel.maxRows() + 1];
  }

  /** Whether the tile of this height is compiled; if not, that is seen to. */
  boolean compiled(int rows) {
    if (!compiled[rows] && !asked[rows]) {
      ask(rows);
    }
    return compiled[rows];
  }

  private synchronized void ask(int rows) {
    if (!asked[rows]) {
      asked[rows] = true;
      WarmUp.later(new Trial(rows));
    }
  }

  void skip() {
    Arrays.fill(compiled, true);
  }

  /** A tile on numbers of no meaning. */
  private final class Trial implements WarmUp.Trial {
    private final int rows;
    private final Object a;
    private final Object b = kernel.array(KC * kernel.columns);
    private final Object c;

    Trial(int rows) {
      this.rows = rows;
      this.a = kernel.array(rows * GemmKernel.ROW);
      this.c = kernel.array(rows * kernel.columns);
    }

    @Override
    public void call() {
      kernel.vectorTile(rows, KC, a, 0, b, 0, kernel.columns, c, 0, kernel.columns);
    }

    /** Four nanoseconds per multiply-add of vectors; one with objects takes forty. */
    @Override
    public long quick() {
      return 4L * KC * 2 * rows + 1_000;
    }

    @Override
    public void ready() {
      compiled[rows] = true;
    }
  }
}
