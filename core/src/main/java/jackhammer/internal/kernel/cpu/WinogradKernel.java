package jackhammer.internal.kernel.cpu;

/**
 * The transforms of one Winograd form, F(m x m, 3 x 3): what {@link Winograd} does with single
 * tiles, a vector of channels at a time. They exist with ordinary loops and with vectors.
 *
 * <p>With matrices A, B and G of the form, a tile of outputs is A^T ((G w G^T) * (B^T d B)) A, the
 * product in the middle element by element: {@link #weights} makes G w G^T, {@link #input} B^T d B,
 * {@link #output} A^T M A. Each of the three first transforms columns, then rows, and every
 * transform of a column or row is the sequence of operations in the methods of the plain form.
 */
abstract class WinogradKernel {
  /** Taps of a 3 by 3 kernel. */
  static final int TAPS = 9;

  /** Channels that a vector holds. */
  final int lanes;

  /** Outputs of a tile in one direction, and cells of its input. */
  final int side;

  final int reach;

  WinogradKernel(int lanes, int side) {
    this.lanes = lanes;
    this.side = side;
    this.reach = side + 2;
  }

  /** Outputs of a tile. */
  final int outputs() {
    return side * side;
  }

  /** Cells of a tile's input, and products that make up a tile. */
  final int cells() {
    return reach * reach;
  }

  /**
   * Input tiles. Cell i of tile t lies at {@code src[at[t * cells + i]]}, its transform i goes to
   * {@code v[vo + t * ldv + to[i]]}, each a vector of channels.
   *
   * @param tmp memory for the cells of a tile
   */
  abstract void input(
      int tiles, float[] src, int[] at, float[] tmp, float[] v, int vo, int ldv, int[] to);

  /**
   * Output tiles. Sum i of tile t lies at {@code m[mo + t * ldm + i * step]}, output i goes to
   * {@code dst[at[t * outputs + i]]}, each a vector of channels: {@code relu(output + bias)}. A
   * bias of -0 changes nothing.
   *
   * @param tmp memory for the cells of a tile
   */
  abstract void output(
      int tiles,
      float[] m,
      int mo,
      int ldm,
      int step,
      float[] bias,
      int bo,
      boolean relu,
      float[] tmp,
      float[] dst,
      int[] at);

  /**
   * Weights for {@code n} k. Tap i of k lies at {@code src[so + k * TAPS * lanes + tap[i]]},
   * transform i goes to {@code u[uo + k * ldu + i * step]}, each a vector of channels.
   *
   * @param tmp memory for the cells of a tile
   */
  abstract void weights(
      int n, float[] src, int so, int[] tap, float[] tmp, float[] u, int uo, int ldu, int step);

  /** What becomes of an output. */
  static float end(float sum, float bias, boolean relu) {
    float v = sum + bias;
    return relu && v <= 0 ? 0 : v;
  }

  /** Uses vectors from the first call on, compiled or not: for tests. */
  void doNotWarmUp() {}
}
