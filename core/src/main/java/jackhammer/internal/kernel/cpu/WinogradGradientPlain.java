package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.Winograd4Plain.G0;
import static jackhammer.internal.kernel.cpu.Winograd4Plain.GP;
import static jackhammer.internal.kernel.cpu.Winograd4Plain.GQ;
import static jackhammer.internal.kernel.cpu.Winograd4Plain.P;
import static jackhammer.internal.kernel.cpu.Winograd4Plain.P2;
import static jackhammer.internal.kernel.cpu.Winograd4Plain.Q;
import static jackhammer.internal.kernel.cpu.Winograd4Plain.Q2;
import static jackhammer.internal.kernel.cpu.Winograd4Plain.REACH;
import static jackhammer.internal.kernel.cpu.Winograd4Plain.SIDE;

/**
 * The transforms of F(3 x 3, 4 x 4), which only weight gradients need, in ordinary Java: a tile of
 * 4 x 4 gradients slides over 6 x 6 cells of the input and gives the 3 x 3 taps. The points, and so
 * the transform of the input, are those of {@link Winograd4Plain}, whose roles of taps and outputs
 * are exchanged. Each transform first does columns, then rows.
 */
class WinogradGradientPlain {
  /** Taps in one direction. */
  static final int WINDOW = 3;

  final int lanes;

  WinogradGradientPlain() {
    this(4);
  }

  WinogradGradientPlain(int lanes) {
    this.lanes = lanes;
  }

  /**
   * Tiles of gradients. Cell i of tile t lies at {@code src[at[t * 16 + i]]}, its transform i goes
   * to {@code v[vo + t * ldv + to[i]]}, each a vector of channels.
   *
   * @param tmp memory for 24 vectors
   */
  void gradients(
      int tiles, float[] src, int[] at, float[] tmp, float[] v, int vo, int ldv, int[] to) {
    int row = SIDE * lanes;
    for (int t = 0; t < tiles; t++, vo += ldv) {
      int a = t * SIDE * SIDE;
      for (int j = 0; j < SIDE; j++, a++) {
        int y = j * lanes;
        for (int l = 0; l < lanes; l++, y++) {
          float g0 = src[at[a] + l];
          float g1 = src[at[a + SIDE] + l];
          float g2 = src[at[a + 2 * SIDE] + l];
          float g3 = src[at[a + 3 * SIDE] + l];
          float e = Math.fma(P2, g2, g0);
          float o = Math.fma(P2, g3, g1);
          float f = Math.fma(Q2, g2, g0);
          float q = Math.fma(Q2, g3, g1);
          tmp[y] = G0 * g0;
          tmp[y + row] = GP * Math.fma(P, o, e);
          tmp[y + 2 * row] = GP * Math.fma(-P, o, e);
          tmp[y + 3 * row] = GQ * Math.fma(Q, q, f);
          tmp[y + 4 * row] = GQ * Math.fma(-Q, q, f);
          tmp[y + 5 * row] = g3;
        }
      }
      for (int i = 0; i < REACH; i++) {
        int x = i * row;
        int r = i * REACH;
        for (int l = 0; l < lanes; l++, x++) {
          float g0 = tmp[x];
          float g1 = tmp[x + lanes];
          float g2 = tmp[x + 2 * lanes];
          float g3 = tmp[x + 3 * lanes];
          float e = Math.fma(P2, g2, g0);
          float o = Math.fma(P2, g3, g1);
          float f = Math.fma(Q2, g2, g0);
          float q = Math.fma(Q2, g3, g1);
          int y = vo + l;
          v[y + to[r]] = G0 * g0;
          v[y + to[r + 1]] = GP * Math.fma(P, o, e);
          v[y + to[r + 2]] = GP * Math.fma(-P, o, e);
          v[y + to[r + 3]] = GQ * Math.fma(Q, q, f);
          v[y + to[r + 4]] = GQ * Math.fma(-Q, q, f);
          v[y + to[r + 5]] = g3;
        }
      }
    }
  }

  /**
   * Taps from sums. Sum i of vector q lies at {@code m[mo + q * lanes + i * step]}, its tap i goes
   * to {@code dst[(q * 9 + i) * lanes]}.
   *
   * @param tmp memory for 18 vectors
   */
  void taps(int n, float[] m, int mo, int step, float[] tmp, float[] dst) {
    int row = REACH * lanes;
    int down = REACH * step;
    int z = 0;
    for (int k = 0; k < n; k++, mo += lanes) {
      for (int j = 0; j < REACH; j++) {
        int x = mo + j * step;
        int y = j * lanes;
        for (int l = 0; l < lanes; l++, x++, y++) {
          float m1 = m[x + down];
          float m2 = m[x + 2 * down];
          float m3 = m[x + 3 * down];
          float m4 = m[x + 4 * down];
          float s = m1 + m2;
          float u = m3 + m4;
          tmp[y] = m[x] + (s + u);
          tmp[y + row] = Math.fma(Q, m3 - m4, P * (m1 - m2));
          tmp[y + 2 * row] = Math.fma(Q2, u, Math.fma(P2, s, m[x + 5 * down]));
        }
      }
      for (int i = 0; i < WINDOW; i++, z += WINDOW * lanes) {
        int x = i * row;
        for (int l = 0; l < lanes; l++, x++) {
          float m1 = tmp[x + lanes];
          float m2 = tmp[x + 2 * lanes];
          float m3 = tmp[x + 3 * lanes];
          float m4 = tmp[x + 4 * lanes];
          float s = m1 + m2;
          float u = m3 + m4;
          dst[z + l] = tmp[x] + (s + u);
          dst[z + lanes + l] = Math.fma(Q, m3 - m4, P * (m1 - m2));
          dst[z + 2 * lanes + l] = Math.fma(Q2, u, Math.fma(P2, s, tmp[x + 5 * lanes]));
        }
      }
    }
  }

  /** Uses vectors from the first call on, compiled or not: for tests. */
  void doNotWarmUp() {}
}
