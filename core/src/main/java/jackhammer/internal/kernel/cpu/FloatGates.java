package jackhammer.internal.kernel.cpu;

// Twins: Double

/** {@link Gates} on float32 in ordinary Java: the oracle of the vector form. */
class FloatGates implements Gates {

  @Override
  public void sigmoid(int rows, int n, Strip y, Strip p, Strip r, Strip bias) {
    for (int row = 0; row < rows; row++) {
      sigmoidTail(
          0,
          n,
          y.floats(),
          y.row(row),
          p.floats(),
          p.row(row),
          r.floats(),
          r.row(row),
          bias.floats(),
          bias.row(row));
    }
  }

  static void sigmoidTail(
      int i, int n, float[] y, int yi, float[] p, int pi, float[] r, int ri, float[] bias, int bi) {
    for (; i < n; i++) {
      y[yi + i] = FloatMath.sigmoid(p[pi + i] + (r[ri + i] + bias[bi + i]));
    }
  }

  @Override
  public void tanh(int rows, int n, Strip y, Strip p, Strip r, Strip bias) {
    for (int row = 0; row < rows; row++) {
      tanhTail(
          0,
          n,
          y.floats(),
          y.row(row),
          p.floats(),
          p.row(row),
          r.floats(),
          r.row(row),
          bias.floats(),
          bias.row(row));
    }
  }

  static void tanhTail(
      int i, int n, float[] y, int yi, float[] p, int pi, float[] r, int ri, float[] bias, int bi) {
    for (; i < n; i++) {
      y[yi + i] = FloatMath.tanh(p[pi + i] + (r[ri + i] + bias[bi + i]));
    }
  }

  @Override
  public void relu(int rows, int n, Strip y, Strip p, Strip r, Strip bias) {
    for (int row = 0; row < rows; row++) {
      reluTail(
          0,
          n,
          y.floats(),
          y.row(row),
          p.floats(),
          p.row(row),
          r.floats(),
          r.row(row),
          bias.floats(),
          bias.row(row));
    }
  }

  static void reluTail(
      int i, int n, float[] y, int yi, float[] p, int pi, float[] r, int ri, float[] bias, int bi) {
    for (; i < n; i++) {
      float x = p[pi + i] + (r[ri + i] + bias[bi + i]);
      y[yi + i] = x < 0f ? 0f : x;
    }
  }

  @Override
  public void lstm(int rows, int n, int step, Strip gates, Strip c, Strip t, Strip h) {
    for (int row = 0; row < rows; row++) {
      lstmTail(
          0,
          n,
          gates.floats(),
          gates.row(row),
          step,
          c.floats(),
          c.row(row),
          t.floats(),
          t.row(row),
          h.floats(),
          h.row(row));
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
      int rows, int n, int step, Strip gates, Strip p, Strip r, Strip bias, Strip m, Strip h) {
    for (int row = 0; row < rows; row++) {
      gruTail(
          0,
          n,
          gates.floats(),
          gates.row(row),
          step,
          p.floats(),
          p.row(row),
          r.floats(),
          r.row(row),
          bias.floats(),
          bias.row(row),
          m.floats(),
          m.row(row),
          h.floats(),
          h.row(row));
    }
  }

  static void gruTail(
      int i,
      int n,
      float[] gates,
      int gi,
      int step,
      float[] p,
      int pi,
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
      float candidate = FloatMath.tanh(p[pi + i] + gates[at] * inner);
      m[mi + i] = inner;
      gates[at + 2 * step] = candidate;
      h[hi + i] = (1f - z) * candidate + z * h[hi + i];
    }
  }

  @Override
  public void add(int rows, int n, Strip x, Strip y) {
    for (int row = 0; row < rows; row++) {
      addTail(0, n, x.floats(), x.row(row), y.floats(), y.row(row));
    }
  }

  static void addTail(int i, int n, float[] x, int xi, float[] y, int yi) {
    for (; i < n; i++) {
      x[xi + i] += y[yi + i];
    }
  }

  @Override
  public void tanhBackward(int rows, int n, Strip g, Strip y, Strip d) {
    for (int row = 0; row < rows; row++) {
      tanhBackwardTail(
          0, n, g.floats(), g.row(row), y.floats(), y.row(row), d.floats(), d.row(row));
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
  public void reluBackward(int rows, int n, Strip g, Strip y, Strip d) {
    for (int row = 0; row < rows; row++) {
      reluBackwardTail(
          0, n, g.floats(), g.row(row), y.floats(), y.row(row), d.floats(), d.row(row));
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
      int rows, int n, int step, Strip gates, Strip c, Strip t, Strip h, Strip dc, Strip d) {
    for (int row = 0; row < rows; row++) {
      lstmBackwardTail(
          0,
          n,
          gates.floats(),
          gates.row(row),
          step,
          c.floats(),
          c.row(row),
          t.floats(),
          t.row(row),
          h.floats(),
          h.row(row),
          dc.floats(),
          dc.row(row),
          d.floats(),
          d.row(row));
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
      int rows, int n, int step, Strip gates, Strip m, Strip before, Strip h, Strip dp, Strip dr) {
    for (int row = 0; row < rows; row++) {
      gruBackwardTail(
          0,
          n,
          gates.floats(),
          gates.row(row),
          step,
          m.floats(),
          m.row(row),
          before.floats(),
          before.row(row),
          h.floats(),
          h.row(row),
          dp.floats(),
          dp.row(row),
          dr.floats(),
          dr.row(row));
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
