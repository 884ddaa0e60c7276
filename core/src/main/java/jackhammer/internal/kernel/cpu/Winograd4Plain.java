package jackhammer.internal.kernel.cpu;

/**
 * F(4 x 4, 3 x 3) in ordinary Java, from the points 0, +-43/64, +-3/2 and infinity: the error of a
 * tile's worst output is least where the two points' product is about 1 (with 5/8 it is 13 %
 * larger). All constants of B and A are exact.
 */
class Winograd4Plain extends WinogradKernel {
  /** The two positive points, their squares and cubes. */
  static final float P = 0.671875f;

  static final float Q = 1.5f;
  static final float P2 = P * P;
  static final float Q2 = Q * Q;
  static final float P3 = P2 * P;
  static final float Q3 = Q2 * Q;

  /** Coefficients of (x^2 - P2) (x^2 - Q2). */
  static final float SUM = P2 + Q2;

  static final float PRODUCT = P2 * Q2;

  /** What the rows of G are multiplied by. */
  static final float G0 = (float) (1.0 / PRODUCT);

  static final float GP = (float) (1 / (2.0 * P2 * (P2 - Q2)));
  static final float GQ = (float) (1 / (2.0 * Q2 * (Q2 - P2)));

  static final int SIDE = 4;
  static final int REACH = 6;

  Winograd4Plain() {
    this(4);
  }

  Winograd4Plain(int lanes) {
    super(lanes, SIDE);
  }

  @Override
  void input(int tiles, float[] src, int[] at, float[] tmp, float[] v, int vo, int ldv, int[] to) {
    int row = REACH * lanes;
    for (int t = 0; t < tiles; t++, vo += ldv) {
      int a = t * REACH * REACH;
      for (int j = 0; j < REACH; j++, a++) {
        int x0 = at[a];
        int x1 = at[a + REACH];
        int x2 = at[a + 2 * REACH];
        int x3 = at[a + 3 * REACH];
        int x4 = at[a + 4 * REACH];
        int x5 = at[a + 5 * REACH];
        int y = j * lanes;
        for (int l = 0; l < lanes; l++, y++) {
          float d1 = src[x1 + l];
          float d2 = src[x2 + l];
          float d3 = src[x3 + l];
          float d4 = src[x4 + l];
          float e = Math.fma(-Q2, d2, d4);
          float o = Math.fma(-Q2, d1, d3);
          float f = Math.fma(-P2, d2, d4);
          float q = Math.fma(-P2, d1, d3);
          tmp[y] = Math.fma(PRODUCT, src[x0 + l], Math.fma(-SUM, d2, d4));
          tmp[y + row] = Math.fma(P, o, e);
          tmp[y + 2 * row] = Math.fma(-P, o, e);
          tmp[y + 3 * row] = Math.fma(Q, q, f);
          tmp[y + 4 * row] = Math.fma(-Q, q, f);
          tmp[y + 5 * row] = Math.fma(PRODUCT, d1, Math.fma(-SUM, d3, src[x5 + l]));
        }
      }
      for (int i = 0; i < REACH; i++) {
        int x = i * row;
        int r = i * REACH;
        for (int l = 0; l < lanes; l++, x++) {
          float d1 = tmp[x + lanes];
          float d2 = tmp[x + 2 * lanes];
          float d3 = tmp[x + 3 * lanes];
          float d4 = tmp[x + 4 * lanes];
          float e = Math.fma(-Q2, d2, d4);
          float o = Math.fma(-Q2, d1, d3);
          float f = Math.fma(-P2, d2, d4);
          float q = Math.fma(-P2, d1, d3);
          int y = vo + l;
          v[y + to[r]] = Math.fma(PRODUCT, tmp[x], Math.fma(-SUM, d2, d4));
          v[y + to[r + 1]] = Math.fma(P, o, e);
          v[y + to[r + 2]] = Math.fma(-P, o, e);
          v[y + to[r + 3]] = Math.fma(Q, q, f);
          v[y + to[r + 4]] = Math.fma(-Q, q, f);
          v[y + to[r + 5]] = Math.fma(PRODUCT, d1, Math.fma(-SUM, d3, tmp[x + 5 * lanes]));
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
          float m3 = m[x + 3 * down];
          float m4 = m[x + 4 * down];
          float s = m1 + m2;
          float d = m1 - m2;
          float u = m3 + m4;
          float e = m3 - m4;
          tmp[y] = m[x] + (s + u);
          tmp[y + row] = Math.fma(Q, e, P * d);
          tmp[y + 2 * row] = Math.fma(Q2, u, P2 * s);
          tmp[y + 3 * row] = Math.fma(Q3, e, Math.fma(P3, d, m[x + 5 * down]));
        }
      }
      for (int i = 0; i < SIDE; i++) {
        int a = (t * SIDE + i) * SIDE;
        int x = i * row;
        for (int l = 0; l < lanes; l++, x++) {
          float m1 = tmp[x + lanes];
          float m2 = tmp[x + 2 * lanes];
          float m3 = tmp[x + 3 * lanes];
          float m4 = tmp[x + 4 * lanes];
          float s = m1 + m2;
          float d = m1 - m2;
          float u = m3 + m4;
          float e = m3 - m4;
          float b = bias[bo + l];
          dst[at[a] + l] = end(tmp[x] + (s + u), b, relu);
          dst[at[a + 1] + l] = end(Math.fma(Q, e, P * d), b, relu);
          dst[at[a + 2] + l] = end(Math.fma(Q2, u, P2 * s), b, relu);
          float last = Math.fma(Q3, e, Math.fma(P3, d, tmp[x + 5 * lanes]));
          dst[at[a + 3] + l] = end(last, b, relu);
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
          float e = Math.fma(P2, g2, g0);
          float f = Math.fma(Q2, g2, g0);
          tmp[y] = G0 * g0;
          tmp[y + row] = GP * Math.fma(P, g1, e);
          tmp[y + 2 * row] = GP * Math.fma(-P, g1, e);
          tmp[y + 3 * row] = GQ * Math.fma(Q, g1, f);
          tmp[y + 4 * row] = GQ * Math.fma(-Q, g1, f);
          tmp[y + 5 * row] = g2;
        }
      }
      for (int i = 0; i < REACH; i++) {
        int x = i * row;
        int y = uo + i * REACH * step;
        for (int l = 0; l < lanes; l++, x++, y++) {
          float g0 = tmp[x];
          float g1 = tmp[x + lanes];
          float g2 = tmp[x + 2 * lanes];
          float e = Math.fma(P2, g2, g0);
          float f = Math.fma(Q2, g2, g0);
          u[y] = G0 * g0;
          u[y + step] = GP * Math.fma(P, g1, e);
          u[y + 2 * step] = GP * Math.fma(-P, g1, e);
          u[y + 3 * step] = GQ * Math.fma(Q, g1, f);
          u[y + 4 * step] = GQ * Math.fma(-Q, g1, f);
          u[y + 5 * step] = g2;
        }
      }
    }
  }
}
