package jackhammer.internal.kernel.cpu;

// Twins: Double

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatGates} a vector at a time; what is left of a row is done by the ordinary form, which
 * gives the same bits. Loaded by name, through {@link Simd}.
 *
 * <p>No loop has more than one function of many operations: two of them in one method are more than
 * C2 puts into it, and vectors would become objects.
 */
final class FloatVectorGates extends FloatGates {
  private static final VectorSpecies<Float> F = Wide.F;
  private static final int L = F.length();

  /** Vectors of a trial, beside some elements that fill none. */
  private static final int VECTORS = 10;

  private static final int N = VECTORS * L + 3;

  /**
   * Nanoseconds for a vector in a loop with a function, and in one of plain operations, once
   * compiled: three times what was measured.
   */
  private static final int FUNCTION = 40;

  private static final int PLAIN = 15;

  /** A loop on one row of numbers of no meaning. */
  private interface Trial {
    void run(float[] x, float[] y, float[] z);
  }

  private final Warmed sigmoid =
      warmed(FUNCTION, (x, y, z) -> sigmoidRow(N, x, 0, x, 0, y, 0, z, 0));
  private final Warmed tanh = warmed(FUNCTION, (x, y, z) -> tanhRow(N, x, 0, x, 0, y, 0, z, 0));
  private final Warmed relu = warmed(PLAIN, (x, y, z) -> reluRow(N, x, 0, x, 0, y, 0, z, 0));
  private final Warmed lstm = warmed(FUNCTION, (x, y, z) -> lstmRow(N, x, 0, N, y, 0, z, 0, z, N));
  private final Warmed gru =
      warmed(FUNCTION, (x, y, z) -> gruRow(N, x, 0, N, y, 2 * N, y, 0, y, N, z, 0, z, N));
  private final Warmed add = warmed(PLAIN, (x, y, z) -> addRow(N, x, 0, y, 0));
  private final Warmed tanhBackward =
      warmed(PLAIN, (x, y, z) -> tanhBackwardRow(N, x, 0, y, 0, z, 0));
  private final Warmed reluBackward =
      warmed(PLAIN, (x, y, z) -> reluBackwardRow(N, x, 0, y, 0, z, 0));
  private final Warmed lstmBackward =
      warmed(
          FUNCTION, (x, y, z) -> lstmBackwardRow(N, x, 0, N, y, 0, y, N, y, 2 * N, y, 3 * N, z, 0));
  private final Warmed gruBackward =
      warmed(FUNCTION, (x, y, z) -> gruBackwardRow(N, x, 0, N, y, 0, y, N, y, 2 * N, z, 0, x, 0));

  private static Warmed warmed(int nanos, Trial trial) {
    Warmed warmed =
        new Warmed(
            (VECTORS + 6L) * nanos + 100,
            () -> {
              float[] x = new float[4 * N];
              float[] y = new float[4 * N];
              float[] z = new float[4 * N];
              return () -> trial.run(x, y, z);
            });
    if (Warming.OFF) {
      warmed.skip();
    }
    return warmed;
  }

  @Override
  public void sigmoid(int rows, int n, Strip y, Strip p, Strip r, Strip bias) {
    if (!sigmoid.ready((long) rows * n)) {
      super.sigmoid(rows, n, y, p, r, bias);
      return;
    }
    for (int row = 0; row < rows; row++) {
      sigmoidRow(
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

  private static void sigmoidRow(
      int n, float[] y, int yi, float[] p, int pi, float[] r, int ri, float[] bias, int bi) {
    int bound = F.loopBound(n);
    for (int i = 0; i < bound; i += L) {
      FloatVector sum = fromArray(F, r, ri + i).add(fromArray(F, bias, bi + i));
      FloatVectorMath.sigmoid(fromArray(F, p, pi + i).add(sum)).intoArray(y, yi + i);
    }
    if (bound < n) {
      sigmoidTail(bound, n, y, yi, p, pi, r, ri, bias, bi);
    }
  }

  @Override
  public void tanh(int rows, int n, Strip y, Strip p, Strip r, Strip bias) {
    if (!tanh.ready((long) rows * n)) {
      super.tanh(rows, n, y, p, r, bias);
      return;
    }
    for (int row = 0; row < rows; row++) {
      tanhRow(
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

  private static void tanhRow(
      int n, float[] y, int yi, float[] p, int pi, float[] r, int ri, float[] bias, int bi) {
    int bound = F.loopBound(n);
    for (int i = 0; i < bound; i += L) {
      FloatVector sum = fromArray(F, r, ri + i).add(fromArray(F, bias, bi + i));
      FloatVectorMath.tanh(fromArray(F, p, pi + i).add(sum)).intoArray(y, yi + i);
    }
    if (bound < n) {
      tanhTail(bound, n, y, yi, p, pi, r, ri, bias, bi);
    }
  }

  @Override
  public void relu(int rows, int n, Strip y, Strip p, Strip r, Strip bias) {
    if (!relu.ready((long) rows * n)) {
      super.relu(rows, n, y, p, r, bias);
      return;
    }
    for (int row = 0; row < rows; row++) {
      reluRow(
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

  private static void reluRow(
      int n, float[] y, int yi, float[] p, int pi, float[] r, int ri, float[] bias, int bi) {
    int bound = F.loopBound(n);
    for (int i = 0; i < bound; i += L) {
      FloatVector sum = fromArray(F, r, ri + i).add(fromArray(F, bias, bi + i));
      FloatVector x = fromArray(F, p, pi + i).add(sum);
      x.blend(0f, x.compare(VectorOperators.LT, 0f)).intoArray(y, yi + i);
    }
    if (bound < n) {
      reluTail(bound, n, y, yi, p, pi, r, ri, bias, bi);
    }
  }

  @Override
  public void lstm(int rows, int n, int step, Strip gates, Strip c, Strip t, Strip h) {
    if (!lstm.ready((long) rows * n)) {
      super.lstm(rows, n, step, gates, c, t, h);
      return;
    }
    for (int row = 0; row < rows; row++) {
      lstmRow(
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

  private static void lstmRow(
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
    int bound = F.loopBound(n);
    for (int i = 0; i < bound; i += L) {
      int at = gi + i;
      FloatVector kept = fromArray(F, gates, at + step).mul(fromArray(F, c, ci + i));
      FloatVector added = fromArray(F, gates, at).mul(fromArray(F, gates, at + 2 * step));
      FloatVector cell = kept.add(added);
      cell.intoArray(c, ci + i);
      FloatVector inner = FloatVectorMath.tanh(cell);
      inner.intoArray(t, ti + i);
      fromArray(F, gates, at + 3 * step).mul(inner).intoArray(h, hi + i);
    }
    if (bound < n) {
      lstmTail(bound, n, gates, gi, step, c, ci, t, ti, h, hi);
    }
  }

  @Override
  public void gru(
      int rows, int n, int step, Strip gates, Strip p, Strip r, Strip bias, Strip m, Strip h) {
    if (!gru.ready((long) rows * n)) {
      super.gru(rows, n, step, gates, p, r, bias, m, h);
      return;
    }
    for (int row = 0; row < rows; row++) {
      gruRow(
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

  private static void gruRow(
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
    int bound = F.loopBound(n);
    for (int i = 0; i < bound; i += L) {
      int at = gi + i;
      FloatVector inner = fromArray(F, r, ri + i).add(fromArray(F, bias, bi + i));
      inner.intoArray(m, mi + i);
      FloatVector sum = fromArray(F, p, pi + i).add(fromArray(F, gates, at).mul(inner));
      FloatVector candidate = FloatVectorMath.tanh(sum);
      candidate.intoArray(gates, at + 2 * step);
      FloatVector z = fromArray(F, gates, at + step);
      FloatVector kept = z.mul(fromArray(F, h, hi + i));
      broadcast(F, 1f).sub(z).mul(candidate).add(kept).intoArray(h, hi + i);
    }
    if (bound < n) {
      gruTail(bound, n, gates, gi, step, p, pi, r, ri, bias, bi, m, mi, h, hi);
    }
  }

  @Override
  public void add(int rows, int n, Strip x, Strip y) {
    if (!add.ready((long) rows * n)) {
      super.add(rows, n, x, y);
      return;
    }
    for (int row = 0; row < rows; row++) {
      addRow(n, x.floats(), x.row(row), y.floats(), y.row(row));
    }
  }

  private static void addRow(int n, float[] x, int xi, float[] y, int yi) {
    int bound = F.loopBound(n);
    for (int i = 0; i < bound; i += L) {
      fromArray(F, x, xi + i).add(fromArray(F, y, yi + i)).intoArray(x, xi + i);
    }
    if (bound < n) {
      addTail(bound, n, x, xi, y, yi);
    }
  }

  @Override
  public void tanhBackward(int rows, int n, Strip g, Strip y, Strip d) {
    if (!tanhBackward.ready((long) rows * n)) {
      super.tanhBackward(rows, n, g, y, d);
      return;
    }
    for (int row = 0; row < rows; row++) {
      tanhBackwardRow(n, g.floats(), g.row(row), y.floats(), y.row(row), d.floats(), d.row(row));
    }
  }

  private static void tanhBackwardRow(
      int n, float[] g, int gi, float[] y, int yi, float[] d, int di) {
    FloatVector one = broadcast(F, 1f);
    int bound = F.loopBound(n);
    for (int i = 0; i < bound; i += L) {
      FloatVector v = fromArray(F, y, yi + i);
      fromArray(F, g, gi + i).mul(one.sub(v.mul(v))).intoArray(d, di + i);
    }
    if (bound < n) {
      tanhBackwardTail(bound, n, g, gi, y, yi, d, di);
    }
  }

  @Override
  public void reluBackward(int rows, int n, Strip g, Strip y, Strip d) {
    if (!reluBackward.ready((long) rows * n)) {
      super.reluBackward(rows, n, g, y, d);
      return;
    }
    for (int row = 0; row < rows; row++) {
      reluBackwardRow(n, g.floats(), g.row(row), y.floats(), y.row(row), d.floats(), d.row(row));
    }
  }

  private static void reluBackwardRow(
      int n, float[] g, int gi, float[] y, int yi, float[] d, int di) {
    int bound = F.loopBound(n);
    for (int i = 0; i < bound; i += L) {
      FloatVector v = fromArray(F, y, yi + i);
      FloatVector up = fromArray(F, g, gi + i);
      up.blend(0f, v.compare(VectorOperators.LE, 0f)).intoArray(d, di + i);
    }
    if (bound < n) {
      reluBackwardTail(bound, n, g, gi, y, yi, d, di);
    }
  }

  @Override
  public void lstmBackward(
      int rows, int n, int step, Strip gates, Strip c, Strip t, Strip h, Strip dc, Strip d) {
    if (!lstmBackward.ready((long) rows * n)) {
      super.lstmBackward(rows, n, step, gates, c, t, h, dc, d);
      return;
    }
    for (int row = 0; row < rows; row++) {
      lstmBackwardRow(
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

  private static void lstmBackwardRow(
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
    FloatVector one = broadcast(F, 1f);
    int bound = F.loopBound(n);
    for (int k = 0; k < bound; k += L) {
      int at = gi + k;
      int to = di + k;
      FloatVector o = fromArray(F, gates, at + 3 * step);
      FloatVector inner = fromArray(F, t, ti + k);
      FloatVector up = fromArray(F, h, hi + k);
      FloatVector through = up.mul(o).mul(one.sub(inner.mul(inner)));
      FloatVector cell = fromArray(F, dc, dci + k).add(through);
      up.mul(inner).mul(one.sub(o)).mul(o).intoArray(d, to + 3 * step);
      FloatVector i = fromArray(F, gates, at);
      FloatVector g = fromArray(F, gates, at + 2 * step);
      cell.mul(g).mul(one.sub(i)).mul(i).intoArray(d, to);
      cell.mul(i).mul(one.sub(g.mul(g))).intoArray(d, to + 2 * step);
      FloatVector f = fromArray(F, gates, at + step);
      FloatVector before = fromArray(F, c, ci + k);
      cell.mul(before).mul(one.sub(f)).mul(f).intoArray(d, to + step);
      cell.mul(f).intoArray(dc, dci + k);
    }
    if (bound < n) {
      lstmBackwardTail(bound, n, gates, gi, step, c, ci, t, ti, h, hi, dc, dci, d, di);
    }
  }

  @Override
  public void gruBackward(
      int rows, int n, int step, Strip gates, Strip m, Strip before, Strip h, Strip dp, Strip dr) {
    if (!gruBackward.ready((long) rows * n)) {
      super.gruBackward(rows, n, step, gates, m, before, h, dp, dr);
      return;
    }
    for (int row = 0; row < rows; row++) {
      gruBackwardRow(
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

  private static void gruBackwardRow(
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
    FloatVector one = broadcast(F, 1f);
    int bound = F.loopBound(n);
    for (int k = 0; k < bound; k += L) {
      int at = gi + k;
      int p = pi + k;
      int q = ri + k;
      FloatVector r = fromArray(F, gates, at);
      FloatVector z = fromArray(F, gates, at + step);
      FloatVector candidate = fromArray(F, gates, at + 2 * step);
      FloatVector up = fromArray(F, h, hi + k);
      FloatVector open = one.sub(z);
      FloatVector inner = up.mul(open).mul(one.sub(candidate.mul(candidate)));
      FloatVector reset = inner.mul(fromArray(F, m, mi + k)).mul(one.sub(r)).mul(r);
      FloatVector change = fromArray(F, before, bi + k).sub(candidate);
      FloatVector update = up.mul(change).mul(open).mul(z);
      reset.intoArray(dp, p);
      update.intoArray(dp, p + step);
      inner.intoArray(dp, p + 2 * step);
      reset.intoArray(dr, q);
      update.intoArray(dr, q + step);
      inner.mul(r).intoArray(dr, q + 2 * step);
      up.mul(z).intoArray(h, hi + k);
    }
    if (bound < n) {
      gruBackwardTail(bound, n, gates, gi, step, m, mi, before, bi, h, hi, dp, pi, dr, ri);
    }
  }
}
