package jackhammer.bench;

import java.util.List;
import java.util.function.Consumer;

/** Norms and their gradients in float64, by the definition. */
final class ReferenceNorm {
  private ReferenceNorm() {}

  /** Hands over each output as a whole. */
  static void add(Work.Norm n, List<Work.Input> inputs, long seed, Consumer<double[]> output) {
    double[] x = Reference.doubles(inputs, seed, 0);
    double[] w = Reference.doubles(inputs, seed, 1);
    double[] b = Reference.doubles(inputs, seed, 2);
    boolean byLayer = n.op().equals("layer");
    int rows = byLayer ? n.n() : n.c();
    double size = (double) x.length / rows;
    double[] mean = new double[rows];
    double[] scale = new double[rows];
    for (int k = 0; k < x.length; k++) {
      mean[row(n, k)] += x[k] / size;
    }
    for (int k = 0; k < x.length; k++) {
      scale[row(n, k)] += Math.pow(x[k] - mean[row(n, k)], 2) / size;
    }
    if (n.op().equals("eval")) {
      mean = Reference.doubles(inputs, seed, 3);
      java.util.Arrays.fill(scale, 1);
    }
    double[] z = new double[x.length];
    double[] y = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      int c = channel(n, k);
      z[k] = (x[k] - mean[row(n, k)]) / Math.sqrt(scale[row(n, k)] + 1e-5);
      y[k] = z[k] * w[c] + b[c];
    }
    output.accept(y);
    if (!n.backward()) {
      return;
    }
    double[] g = Reference.doubles(inputs, seed, 3);
    double[] gw = new double[n.c()];
    double[] gb = new double[n.c()];
    double[] plain = new double[rows];
    double[] products = new double[rows];
    for (int k = 0; k < x.length; k++) {
      int c = channel(n, k);
      gw[c] += g[k] * z[k];
      gb[c] += g[k];
      plain[row(n, k)] += g[k] * w[c] / size;
      products[row(n, k)] += g[k] * w[c] * z[k] / size;
    }
    double[] gx = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      int i = row(n, k);
      double h = g[k] * w[channel(n, k)];
      gx[k] = (h - plain[i] - z[k] * products[i]) / Math.sqrt(scale[i] + 1e-5);
    }
    output.accept(gx);
    output.accept(gw);
    output.accept(gb);
  }

  private static int channel(Work.Norm n, int k) {
    return k / n.positions() % n.c();
  }

  private static int row(Work.Norm n, int k) {
    return n.op().equals("layer") ? k / n.c() : channel(n, k);
  }
}
