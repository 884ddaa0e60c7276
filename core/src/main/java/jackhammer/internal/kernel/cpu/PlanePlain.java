package jackhammer.internal.kernel.cpu;

/**
 * The innermost loops of the float32 depthwise convolutions, in which each channel is a plane of
 * its own; see {@link Depthwise} and {@link DepthwiseWeights}.
 */
class PlanePlain {
  /** Runs that one call of {@link #slide} sums. */
  static final int RUNS = 8;

  /** Taps that one call of {@link #correlate} takes: one of these. */
  static final int FEW_TAPS = 5;

  static final int MANY_TAPS = 9;

  /** Floats of a vector. */
  final int lanes;

  PlanePlain(int lanes) {
    this.lanes = lanes;
  }

  /**
   * Sliding sums of {@link #RUNS} runs of {@link #lanes} neighbours: {@code d[to + r * ld + j] =
   * bias + sum over t < k of w[wo + t] * s[so + r * step + at[t] + j]}, one chain from +0. A bias
   * of -0 changes nothing.
   */
  void slide(
      int k,
      float[] w,
      int wo,
      float[] s,
      int so,
      int step,
      int[] at,
      float[] d,
      int to,
      int ld,
      float bias) {
    for (int r = 0; r < RUNS; r++, so += step, to += ld) {
      for (int j = 0; j < lanes; j++) {
        d[to + j] = 0f;
      }
      for (int t = 0; t < k; t++) {
        float x = w[wo + t];
        int from = so + at[t];
        for (int j = 0; j < lanes; j++) {
          d[to + j] = Math.fma(x, s[from + j], d[to + j]);
        }
      }
      for (int j = 0; j < lanes; j++) {
        d[to + j] += bias;
      }
    }
  }

  /**
   * Sums of 3 by 3 neighbours at stride 1 straight from a plane of {@code height} rows of {@code
   * width}, with zeros around it: {@code y[yo + q * yStep + j] = bias + sum over (u, v) of w[wo + 3
   * u + v] * x[row + dir * (q + u), column + dir * v + j]} for q below {@code rows}, which is at
   * least four, and j below {@code columns}.
   *
   * @param dir 1, or -1 where the taps go backwards through the plane
   * @return whether it was done; here it is not, for {@link #slide} is no slower
   */
  boolean threes(
      float[] x,
      int xo,
      int height,
      int width,
      int row,
      int column,
      int dir,
      float[] w,
      int wo,
      float[] y,
      int yo,
      int yStep,
      int rows,
      int columns,
      float bias) {
    return false;
  }

  /**
   * Reads a number of each vector, in order, if vectors are used: then the processor sees what
   * comes next and fetches it from memory, which it does not where several rows are read or written
   * at a time.
   */
  void fetch(float[] a, int from, int to) {}

  /**
   * Copies rows and puts zeros between them: {@code d[to + r * pitch + j] = s[so + r * ld + j]} for
   * j below {@code width}, 0 from there up to {@code pitch}. May write a vector beyond that.
   */
  void spread(float[] s, int so, int ld, int width, int rows, float[] d, int to, int pitch) {
    for (int r = 0; r < rows; r++, so += ld, to += pitch) {
      for (int j = 0; j < width; j++) {
        d[to + j] = s[so + j];
      }
      for (int j = width; j < pitch; j++) {
        d[to + j] = 0f;
      }
    }
  }

  /**
   * Even and odd elements apart: {@code d[even + i] = s[so + 2 i], d[odd + i] = s[so + 2 i + 1]}.
   * May read two and write one vector beyond.
   */
  void split(float[] s, int so, float[] d, int even, int odd, int n) {
    for (int i = 0; i < n; i++) {
      d[even + i] = s[so + 2 * i];
      d[odd + i] = s[so + 2 * i + 1];
    }
  }

  /**
   * The opposite: {@code d[to + 2 i] = s[even + i], d[to + 2 i + 1] = s[odd + i]}, {@code n}
   * elements in all. May read a vector beyond.
   */
  void merge(float[] s, int even, int odd, float[] d, int to, int n) {
    for (int i = 0; i < n; i++) {
      d[to + i] = s[(i % 2 == 0 ? even : odd) + i / 2];
    }
  }

  /**
   * Continues chains over pixels, a channel in each lane: {@code sum[so + t * lanes + j] += g[go +
   * p * lanes + j] * x[xo + at[p0 + p] + tap[t0 + t] + j]} for p below n and t below {@code taps}.
   *
   * @param taps {@link #FEW_TAPS} or {@link #MANY_TAPS}
   */
  void correlate(
      int taps,
      int n,
      float[] g,
      int go,
      float[] x,
      int xo,
      int[] at,
      int p0,
      int[] tap,
      int t0,
      float[] sum,
      int so) {
    for (int p = 0; p < n; p++) {
      for (int t = 0; t < taps; t++) {
        int from = xo + at[p0 + p] + tap[t0 + t];
        for (int j = 0; j < lanes; j++) {
          int i = so + t * lanes + j;
          sum[i] = Math.fma(g[go + p * lanes + j], x[from + j], sum[i]);
        }
      }
    }
  }

  /**
   * Sums of {@link #MANY_TAPS} cells, a channel in each lane, one chain from +0, for each of {@code
   * n} results: {@code y[p * lanes + j] = bias[j] + sum over t of w[t * lanes + j] * x[at[p *
   * MANY_TAPS + t] + j]}; the biases lie behind the weights.
   */
  void beside(int n, float[] w, float[] x, int[] at, float[] y) {
    for (int p = 0; p < n; p++) {
      int to = p * lanes;
      for (int j = 0; j < lanes; j++) {
        float sum = 0f;
        for (int t = 0; t < MANY_TAPS; t++) {
          sum = Math.fma(w[t * lanes + j], x[at[p * MANY_TAPS + t] + j], sum);
        }
        y[to + j] = sum + w[MANY_TAPS * lanes + j];
      }
    }
  }

  /** Uses vectors from the first call on, compiled or not: for tests. */
  void doNotWarmUp() {}
}
