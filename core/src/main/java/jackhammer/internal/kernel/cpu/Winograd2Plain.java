package jackhammer.internal.kernel.cpu;

/**
 * F(2 x 2, 3 x 3) in ordinary Java, from the points 0, 1, -1 and infinity: sixteen products instead
 * of 36 for four outputs, sums and halves only in its transforms.
 */
class Winograd2Plain extends WinogradKernel {
  static final int SIDE = 2;
  static final int REACH = 4;

  Winograd2Plain() {
    this(4);
  }

  Winograd2Plain(int lanes) {
    super(lanes, SIDE);
  }

  @Override
  void input(int tiles, float[] src, int[] at, float[] tmp, float[] v, int vo, int ldv, int[] to) {
    int row = REACH * lanes;
    for (int t = 0; t < tiles; t++, vo += ldv) {
      int a = t * REACH * REACH;
      for (int j = 0; j < REACH; j++, a++) {
        int y = j * lanes;
        for (int l = 0; l < lanes; l++, y++) {
          float d1 = src[at[a + REACH] + l];
          float d2 = src[at[a + 2 * REACH] + l];
          tmp[y] = src[at[a] + l] - d2;
          tmp[y + row] = d1 + d2;
          tmp[y + 2 * row] = d2 - d1;
          tmp[y + 3 * row] = d1 - src[at[a + 3 * REACH] + l];
        }
      }
      for (int i = 0; i < REACH; i++) {
        int x = i * row;
        int r = i * REACH;
        for (int l = 0; l < lanes; l++, x++) {
          float d1 = tmp[x + lanes];
          float d2 = tmp[x + 2 * lanes];
          int y = vo + l;
          v[y + to[r]] = tmp[x] - d2;
          v[y + to[r + 1]] = d1 + d2;
          v[y + to[r + 2]] = d2 - d1;
          v[y + to[r + 3]] = d1 - tmp[x + 3 * lanes];
        }
      }
    }
  }

  @Override
  void output(
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
      int[] at) {
    int row = REACH * lanes;
    int down = REACH * step;
    for (int t = 0; t < tiles; t++, mo += ldm) {
      for (int j = 0; j < REACH; j++) {
        int x = mo + j * step;
        int y = j * lanes;
        for (int l = 0; l < lanes; l++, x++, y++) {
          float m1 = m[x + down];
          float m2 = m[x + 2 * down];
          tmp[y] = m[x] + (m1 + m2);
          tmp[y + row] = (m1 - m2) - m[x + 3 * down];
        }
      }
      for (int i = 0; i < SIDE; i++) {
        int a = (t * SIDE + i) * SIDE;
        int x = i * row;
        for (int l = 0; l < lanes; l++, x++) {
          float m1 = tmp[x + lanes];
          float m2 = tmp[x + 2 * lanes];
          float b = bias[bo + l];
          dst[at[a] + l] = end(tmp[x] + (m1 + m2), b, relu);
          dst[at[a + 1] + l] = end((m1 - m2) - tmp[x + 3 * lanes], b, relu);
        }
      }
    }
  }

  @Override
  void weights(
      int n, float[] src, int so, int[] tap, float[] tmp, float[] u, int uo, int ldu, int step) {
    int row = 3 * lanes;
    for (int k = 0; k < n; k++, so += TAPS * lanes, uo += ldu) {
      for (int j = 0; j < 3; j++) {
        int y = j * lanes;
        for (int l = 0; l < lanes; l++, y++) {
          float g0 = src[so + tap[j] + l];
          float g1 = src[so + tap[j + 3] + l];
          float g2 = src[so + tap[j + 6] + l];
          float e = g0 + g2;
          tmp[y] = g0;
          tmp[y + row] = 0.5f * (e + g1);
          tmp[y + 2 * row] = 0.5f * (e - g1);
          tmp[y + 3 * row] = g2;
        }
      }
      for (int i = 0; i < REACH; i++) {
        int x = i * row;
        int y = uo + i * REACH * step;
        for (int l = 0; l < lanes; l++, x++, y++) {
          float g0 = tmp[x];
          float g1 = tmp[x + lanes];
          float g2 = tmp[x + 2 * lanes];
          float e = g0 + g2;
          u[y] = g0;
          u[y + step] = 0.5f * (e + g1);
          u[y + 2 * step] = 0.5f * (e - g1);
          u[y + 3 * step] = g2;
        }
      }
    }
  }
}
