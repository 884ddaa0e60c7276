package jackhammer.internal.kernel.cpu;

// Twins: Double

/** {@link Gates} on float32 in ordinary Java: the oracle of the vector form. */
class FloatGates implements Gates {

  @Override
  public void sigmoid(
      int rows, int n, Object p, int pi, int ps, Object r, int ri, int rs, Object bias, int bi) {
    for (int row = 0; row < rows; row++, pi += ps, ri += rs) {
      sigmoidTail(0, n, (float[]) p, pi, (float[]) r, ri, (float[]) bias, bi);
    }
  }

  static void sigmoidTail(
      int i, int n, float[] p, int pi, float[] r, int ri, float[] bias, int bi) {
    for (; i < n; i++) {
      p[pi + i] = FloatMath.sigmoid(p[pi + i] + (r[ri + i] + bias[bi + i]));
    }
  }

  @Override
  public void tanh(
      int rows, int n, Object p, int pi, int ps, Object r, int ri, int rs, Object bias, int bi) {
    for (int row = 0; row < rows; row++, pi += ps, ri += rs) {
      tanhTail(0, n, (float[]) p, pi, (float[]) r, ri, (float[]) bias, bi);
    }
  }

  static void tanhTail(int i, int n, float[] p, int pi, float[] r, int ri, float[] bias, int bi) {
    for (; i < n; i++) {
      p[pi + i] = FloatMath.tanh(p[pi + i] + (r[ri + i] + bias[bi + i]));
    }
  }

  @Override
  public void relu(
      int rows, int n, Object p, int pi, int ps, Object r, int ri, int rs, Object bias, int bi) {
    for (int row = 0; row < rows; row++, pi += ps, ri += rs) {
      reluTail(0, n, (float[]) p, pi, (float[]) r, ri, (float[]) bias, bi);
    }
  }

  static void reluTail(int i, int n, float[] p, int pi, float[] r, int ri, float[] bias, int bi) {
    for (; i < n; i++) {
      float x = p[pi + i] + (r[ri + i] + bias[bi + i]);
      p[pi + i] = x < 0f ? 0f : x;
    }
  }

  @Override
  public void lstm(
      int rows,
      int n,
      Object gates,
      int gi,
      int gs,
      int step,
      Object c,
      int ci,
      int cs,
      Object t,
      int ti,
      int ts,
      Object h,
      int hi,
      int hs) {
    for (int row = 0; row < rows; row++, gi += gs, ci += cs, ti += ts, hi += hs) {
      lstmTail(0, n, (float[]) gates, gi, step, (float[]) c, ci, (float[]) t, ti, (float[]) h, hi);
    }
  }

  static void lstmTail(
      int i,
      int n,
      float[] gates,
      int gi,
      int step,
      float[] c,
      int ci,
      float[] t,
      int ti,
      float[] h,
      int hi) {
    for (; i < n; i++) {
      int at = gi + i;
      float cell = gates[at + step] * c[ci + i] + gates[at] * gates[at + 2 * step];
      float inner = FloatMath.tanh(cell);
      c[ci + i] = cell;
      t[ti + i] = inner;
      h[hi + i] = gates[at + 3 * step] * inner;
    }
  }

  @Override
  public void gru(
      int rows,
      int n,
      Object gates,
      int gi,
      int gs,
      int step,
      Object r,
      int ri,
      int rs,
      Object bias,
      int bi,
      Object m,
      int mi,
      int ms,
      Object h,
      int hi,
      int hs) {
    for (int row = 0; row < rows; row++, gi += gs, ri += rs, mi += ms, hi += hs) {
      gruTail(
          0,
          n,
          (float[]) gates,
          gi,
          step,
          (float[]) r,
          ri,
          (float[]) bias,
          bi,
          (float[]) m,
          mi,
          (float[]) h,
          hi);
    }
  }

  static void gruTail(
      int i,
      int n,
      float[] gates,
      int gi,
      int step,
      float[] r,
      int ri,
      float[] bias,
      int bi,
      float[] m,
      int mi,
      float[] h,
      int hi) {
    for (; i < n; i++) {
      int at = gi + i;
      float inner = r[ri + i] + bias[bi + i];
      float z = gates[at + step];
      float candidate = FloatMath.tanh(gates[at + 2 * step] + gates[at] * inner);
      m[mi + i] = inner;
      gates[at + 2 * step] = candidate;
      h[hi + i] = (1f - z) * candidate + z * h[hi + i];
    }
  }

  @Override
  public void add(int rows, int n, Object x, int xi, int xs, Object y, int yi, int ys) {
    for (int row = 0; row < rows; row++, xi += xs, yi += ys) {
      addTail(0, n, (float[]) x, xi, (float[]) y, yi);
    }
  }

  static void addTail(int i, int n, float[] x, int xi, float[] y, int yi) {
    for (; i < n; i++) {
      x[xi + i] += y[yi + i];
    }
  }

  @Override
  public void tanhBackward(
      int rows, int n, Object g, int gi, int gs, Object y, int yi, int ys, Object d, int di) {
    for (int row = 0; row < rows; row++, gi += gs, yi += ys, di += ys) {
      tanhBackwardTail(0, n, (float[]) g, gi, (float[]) y, yi, (float[]) d, di);
    }
  }

  static void tanhBackwardTail(
      int i, int n, float[] g, int gi, float[] y, int yi, float[] d, int di) {
    for (; i < n; i++) {
      float v = y[yi + i];
      d[di + i] = g[gi + i] * (1f - v * v);
    }
  }

  @Override
  public void reluBackward(
      int rows, int n, Object g, int gi, int gs, Object y, int yi, int ys, Object d, int di) {
    for (int row = 0; row < rows; row++, gi += gs, yi += ys, di += ys) {
      reluBackwardTail(0, n, (float[]) g, gi, (float[]) y, yi, (float[]) d, di);
    }
  }

  static void reluBackwardTail(
      int i, int n, float[] g, int gi, float[] y, int yi, float[] d, int di) {
    for (; i < n; i++) {
      d[di + i] = y[yi + i] <= 0f ? 0f : g[gi + i];
    }
  }

  @Override
  public void lstmBackward(
      int rows,
      int n,
      Object gates,
      int gi,
      int gs,
      int step,
      Object c,
      int ci,
      Object t,
      int ti,
      int ts,
      Object h,
      int hi,
      int hs,
      Object dc,
      int dci,
      Object d,
      int di) {
    for (int row = 0; row < rows; row++) {
      lstmBackwardTail(
          0,
          n,
          (float[]) gates,
          gi,
          step,
          (float[]) c,
          ci,
          (float[]) t,
          ti,
          (float[]) h,
          hi,
          (float[]) dc,
          dci,
          (float[]) d,
          di);
      gi += gs;
      di += gs;
      ci += ts;
      ti += ts;
      dci += ts;
      hi += hs;
    }
  }

  static void lstmBackwardTail(
      int k,
      int n,
      float[] gates,
      int gi,
      int step,
      float[] c,
      int ci,
      float[] t,
      int ti,
      float[] h,
      int hi,
      float[] dc,
      int dci,
      float[] d,
      int di) {
    for (; k < n; k++) {
      int at = gi + k;
      int to = di + k;
      float i = gates[at];
      float f = gates[at + step];
      float g = gates[at + 2 * step];
      float o = gates[at + 3 * step];
      float inner = t[ti + k];
      float up = h[hi + k];
      float cell = dc[dci + k] + up * o * (1f - inner * inner);
      d[to] = cell * g * (1f - i) * i;
      d[to + step] = cell * c[ci + k] * (1f - f) * f;
      d[to + 2 * step] = cell * i * (1f - g * g);
      d[to + 3 * step] = up * inner * (1f - o) * o;
      dc[dci + k] = cell * f;
    }
  }

  @Override
  public void gruBackward(
      int rows,
      int n,
      Object gates,
      int gi,
      int gs,
      int step,
      Object m,
      int mi,
      int ms,
      Object before,
      int bi,
      Object h,
      int hi,
      int hs,
      Object dp,
      Object dr,
      int di) {
    for (int row = 0; row < rows; row++) {
      gruBackwardTail(
          0,
          n,
          (float[]) gates,
          gi,
          step,
          (float[]) m,
          mi,
          (float[]) before,
          bi,
          (float[]) h,
          hi,
          (float[]) dp,
          di,
          (float[]) dr,
          di);
      gi += gs;
      di += gs;
      mi += ms;
      bi += ms;
      hi += hs;
    }
  }

  static void gruBackwardTail(
      int k,
      int n,
      float[] gates,
      int gi,
      int step,
      float[] m,
      int mi,
      float[] before,
      int bi,
      float[] h,
      int hi,
      float[] dp,
      int pi,
      float[] dr,
      int ri) {
    for (; k < n; k++) {
      int at = gi + k;
      int p = pi + k;
      int q = ri + k;
      float r = gates[at];
      float z = gates[at + step];
      float candidate = gates[at + 2 * step];
      float up = h[hi + k];
      float inner = up * (1f - z) * (1f - candidate * candidate);
      float reset = inner * m[mi + k] * (1f - r) * r;
      float update = up * (before[bi + k] - candidate) * (1f - z) * z;
      dp[p] = reset;
      dp[p + step] = update;
      dp[p + 2 * step] = inner;
      dr[q] = reset;
      dr[q + step] = update;
      dr[q + 2 * step] = inner * r;
      h[hi + k] = up * z;
    }
  }
}
