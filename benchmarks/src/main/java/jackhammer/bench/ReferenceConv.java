package jackhammer.bench;

/** Single elements of a 2-d convolution and of its gradients, by the definition, in float64. */
final class ReferenceConv {

  private ReferenceConv() {}

  /** Element {@code index} of y [n, oc, oh, ow]; b may be null. */
  static double output(Work.Conv c, double[] x, double[] w, double[] b, int index) {
    int ox = index % c.ow();
    int oy = index / c.ow() % c.oh();
    int o = index / (c.ow() * c.oh()) % c.oc();
    int n = index / (c.ow() * c.oh() * c.oc());
    double sum = b == null ? 0 : b[o];
    for (int i = 0; i < c.c(); i++) {
      for (int ky = 0; ky < c.kernel(); ky++) {
        int iy = oy * c.stride() + ky - c.pad();
        for (int kx = 0; kx < c.kernel(); kx++) {
          int ix = ox * c.stride() + kx - c.pad();
          if (inside(c, iy, ix)) {
            sum += x[pixel(c, n, i, iy, ix)] * w[weight(c, o, i, ky, kx)];
          }
        }
      }
    }
    return sum;
  }

  /** Element {@code index} of the gradient of x [n, c, h, w] for the output gradient g. */
  static double inputGradient(Work.Conv c, double[] w, double[] g, int index) {
    int ix = index % c.w();
    int iy = index / c.w() % c.h();
    int i = index / (c.w() * c.h()) % c.c();
    int n = index / (c.w() * c.h() * c.c());
    double sum = 0;
    for (int ky = 0; ky < c.kernel(); ky++) {
      int sy = iy + c.pad() - ky;
      for (int kx = 0; kx < c.kernel(); kx++) {
        int sx = ix + c.pad() - kx;
        if (sy % c.stride() != 0 || sx % c.stride() != 0) {
          continue;
        }
        int oy = sy / c.stride();
        int ox = sx / c.stride();
        if (sy < 0 || sx < 0 || oy >= c.oh() || ox >= c.ow()) {
          continue;
        }
        for (int o = 0; o < c.oc(); o++) {
          sum += w[weight(c, o, i, ky, kx)] * g[gradient(c, n, o, oy, ox)];
        }
      }
    }
    return sum;
  }

  /** Element {@code index} of the gradient of the weight [oc, c, k, k]. */
  static double weightGradient(Work.Conv c, double[] x, double[] g, int index) {
    int kx = index % c.kernel();
    int ky = index / c.kernel() % c.kernel();
    int i = index / (c.kernel() * c.kernel()) % c.c();
    int o = index / (c.kernel() * c.kernel() * c.c());
    double sum = 0;
    for (int n = 0; n < c.n(); n++) {
      for (int oy = 0; oy < c.oh(); oy++) {
        int iy = oy * c.stride() + ky - c.pad();
        for (int ox = 0; ox < c.ow(); ox++) {
          int ix = ox * c.stride() + kx - c.pad();
          if (inside(c, iy, ix)) {
            sum += x[pixel(c, n, i, iy, ix)] * g[gradient(c, n, o, oy, ox)];
          }
        }
      }
    }
    return sum;
  }

  /** Element {@code o} of the gradient of the bias [oc]. */
  static double biasGradient(Work.Conv c, double[] g, int o) {
    double sum = 0;
    for (int n = 0; n < c.n(); n++) {
      for (int i = 0; i < c.oh() * c.ow(); i++) {
        sum += g[(n * c.oc() + o) * c.oh() * c.ow() + i];
      }
    }
    return sum;
  }

  private static boolean inside(Work.Conv c, int y, int x) {
    return y >= 0 && y < c.h() && x >= 0 && x < c.w();
  }

  private static int pixel(Work.Conv c, int n, int i, int y, int x) {
    return ((n * c.c() + i) * c.h() + y) * c.w() + x;
  }

  private static int weight(Work.Conv c, int o, int i, int ky, int kx) {
    return ((o * c.c() + i) * c.kernel() + ky) * c.kernel() + kx;
  }

  private static int gradient(Work.Conv c, int n, int o, int oy, int ox) {
    return ((n * c.oc() + o) * c.oh() + oy) * c.ow() + ox;
  }
}
