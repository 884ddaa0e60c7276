package jackhammer.internal.kernel.cpu;

/** The innermost loops of {@link PoolTaps} on float32. They may go a vector beyond n. */
class PoolKernel {
  /** Floats of a vector. */
  final int lanes;

  PoolKernel() {
    this(1);
  }

  PoolKernel(int lanes) {
    this.lanes = lanes;
  }

  /** Even and odd elements apart: {@code d[even + i] = s[2 i], d[odd + i] = s[2 i + 1]}. */
  void split(float[] s, float[] d, int even, int odd, int n) {
    for (int i = 0; i < n; i++) {
      d[even + i] = s[2 * i];
      d[odd + i] = s[2 * i + 1];
    }
  }

  /** {@code sum[i] += x[xi + i]}. */
  void add(float[] x, int xi, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += x[xi + i];
    }
  }

  /**
   * Where {@code x[xi + i]} is larger than {@code best[i]}, or NaN, it takes its place, and {@code
   * which[i]} becomes {@code tap}.
   */
  void choose(float[] x, int xi, float[] best, int[] which, int tap, int n) {
    for (int i = 0; i < n; i++) {
      float v = x[xi + i];
      if (v > best[i] || v != v) {
        best[i] = v;
        which[i] = tap;
      }
    }
  }

  /** Uses vectors from the first call on, compiled or not: for tests. */
  void doNotWarmUp() {}
}
