package jackhammer.nn;

import jackhammer.Autograd;
import jackhammer.Generator;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Fills for weights, PyTorch's {@code torch.nn.init}: each changes a tensor in place, outside the
 * graph, and returns it. From the same seed they draw PyTorch's numbers. A null generator is the
 * process-wide one.
 *
 * <pre>{@code
 * Init.kaimingNormal_(conv.weight(), o -> o.mode("fan_out").nonlinearity("relu"));
 * }</pre>
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/nn.init.html">torch.nn.init</a>
 */
public final class Init {
  private Init() {}

  // ---- plain fills ----

  /** Uniform numbers in [0, 1). */
  public static Tensor uniform_(Tensor t) {
    return uniform_(t, 0, 1);
  }

  /** Uniform numbers in [a, b). */
  public static Tensor uniform_(Tensor t, double a, double b) {
    return uniform_(t, a, b, null);
  }

  /** Uniform numbers in [a, b) from a generator. */
  public static Tensor uniform_(Tensor t, double a, double b, Generator generator) {
    Check.notNull("Init.uniform_", "tensor", t);
    return Autograd.noGrad(() -> t.uniform_(a, b, generator));
  }

  /** Standard normal numbers. */
  public static Tensor normal_(Tensor t) {
    return normal_(t, 0, 1);
  }

  /** Normally distributed numbers. */
  public static Tensor normal_(Tensor t, double mean, double std) {
    return normal_(t, mean, std, null);
  }

  /** Normally distributed numbers from a generator. */
  public static Tensor normal_(Tensor t, double mean, double std, Generator generator) {
    Check.notNull("Init.normal_", "tensor", t);
    return Autograd.noGrad(() -> t.normal_(mean, std, generator));
  }

  /** Every element {@code value}. */
  public static Tensor constant_(Tensor t, double value) {
    Check.notNull("Init.constant_", "tensor", t);
    return Autograd.noGrad(() -> t.fill_(value));
  }

  /** Ones. */
  public static Tensor ones_(Tensor t) {
    return constant_(t, 1);
  }

  /** Zeros. */
  public static Tensor zeros_(Tensor t) {
    return constant_(t, 0);
  }

  // ---- truncated normal ----

  /** Standard normal numbers, drawn again until they lie in [-2, 2]. */
  public static Tensor truncNormal_(Tensor t) {
    return truncNormal_(t, 0, 1, -2, 2, null);
  }

  /** Normally distributed numbers, drawn again until they lie in [a, b]. */
  public static Tensor truncNormal_(Tensor t, double mean, double std, double a, double b) {
    return truncNormal_(t, mean, std, a, b, null);
  }

  /**
   * Normally distributed numbers in [a, b], from a generator: drawn from the normal distribution
   * and drawn again where they lie outside; or, where [a, b] holds at most 0.3 of it, drawn
   * uniformly and accepted by the density.
   *
   * @throws IllegalArgumentException if [a, b] lies so far from the mean that of ten thousand
   *     numbers drawn uniformly none would be kept
   */
  public static Tensor truncNormal_(
      Tensor t, double mean, double std, double a, double b, Generator generator) {
    return new TruncatedNormal(mean, std, a, b, generator).fill(t);
  }

  // ---- structured fills ----

  /** Ones on the diagonal of a matrix, zeros elsewhere. */
  public static Tensor eye_(Tensor t) {
    checkDims("eye_", t, 2, 2);
    return Autograd.noGrad(
        () -> {
          t.zero_();
          t.diagonal().fill_(1);
          return t;
        });
  }

  /** A convolution's weight that passes its input channels on: see {@link #dirac_(Tensor, int)}. */
  public static Tensor dirac_(Tensor t) {
    return dirac_(t, 1);
  }

  /**
   * A convolution's weight that passes on as many input channels as there are, in each group.
   *
   * @param t (C_out, C_in / groups, kernel...) with 1 to 3 spatial dimensions
   */
  public static Tensor dirac_(Tensor t, int groups) {
    checkDims("dirac_", t, 3, 5);
    long perGroup = t.size(0) / Math.max(groups, 1);
    if (groups < 1 || t.size(0) % groups != 0) {
      throw new IllegalArgumentException(
          "Init.dirac_: groups must divide the first size, got groups "
              + groups
              + " and size "
              + t.size());
    }
    return Autograd.noGrad(
        () -> {
          t.zero_();
          for (int g = 0; g < groups; g++) {
            for (int d = 0; d < Math.min(perGroup, t.size(1)); d++) {
              Tensor kernel = t.select(0, g * perGroup + d).select(0, d);
              while (kernel.dim() > 0) {
                kernel = kernel.select(0, kernel.size(0) / 2);
              }
              kernel.fill_(1);
            }
          }
          return t;
        });
  }

  /**
   * A matrix with orthonormal rows or columns: see {@link #orthogonal_(Tensor, double, Generator)}.
   */
  public static Tensor orthogonal_(Tensor t) {
    return orthogonal_(t, 1, null);
  }

  /**
   * A random matrix with orthonormal rows or columns, whichever are fewer, times a gain; dimensions
   * after the first count as one.
   *
   * @see <a href="https://arxiv.org/abs/1312.6120">Saxe et al., 2013</a>
   */
  public static Tensor orthogonal_(Tensor t, double gain, Generator generator) {
    Check.floating("Init.orthogonal_", "tensor", t);
    if (t.dim() < 2) {
      throw new IllegalArgumentException(
          "Init.orthogonal_: expected at least 2 dimensions, got size " + t.size());
    }
    if (t.numel() == 0) {
      return t;
    }
    return Autograd.noGrad(
        () -> {
          long rows = t.size(0);
          Tensor normal =
              Tensor.empty(Tensor.size(rows, t.numel() / rows), o -> o.dtype(t.dtype()))
                  .normal_(0, 1, generator);
          boolean wide = rows < normal.size(1);
          double[][] columns = columns(wide ? normal.t() : normal);
          orthonormalise(columns);
          Tensor q = Tensor.tensor((Object) columns, o -> o.dtype(t.dtype()));
          t.copy_((wide ? q : q.t()).reshape(t.size().toLongArray()));
          return t.mul_(gain);
        });
  }

  private static double[][] columns(Tensor matrix) {
    double[][] result = new double[(int) matrix.size(1)][];
    for (int j = 0; j < result.length; j++) {
      result[j] = matrix.select(1, j).toDoubleArray();
    }
    return result;
  }

  /**
   * Gram-Schmidt, twice over: the triangular factor has a positive diagonal, so the result is
   * unique.
   */
  private static void orthonormalise(double[][] columns) {
    for (int j = 0; j < columns.length; j++) {
      double[] v = columns[j];
      for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < j; i++) {
          double dot = dot(columns[i], v);
          for (int k = 0; k < v.length; k++) {
            v[k] -= dot * columns[i][k];
          }
        }
      }
      double norm = Math.sqrt(dot(v, v));
      for (int k = 0; k < v.length; k++) {
        v[k] /= norm;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  /** A matrix with normal numbers, std 0.01, in which a share of each column is zero. */
  public static Tensor sparse_(Tensor t, double sparsity) {
    return sparse_(t, sparsity, 0.01, null);
  }

  /**
   * A matrix with normal numbers in which a share of each column is zero. As in PyTorch the places
   * of the zeros come from the process-wide generator.
   */
  public static Tensor sparse_(Tensor t, double sparsity, double std, Generator generator) {
    checkDims("sparse_", t, 2, 2);
    F.checkProbability("Init.sparse_", "sparsity", sparsity);
    return Autograd.noGrad(
        () -> {
          int rows = (int) t.size(0);
          int zeros = (int) Math.ceil(sparsity * rows);
          t.normal_(0, std, generator);
          for (int column = 0; column < t.size(1); column++) {
            long[] order = Generator.defaultGenerator().randperm(rows);
            for (long row : Arrays.copyOf(order, zeros)) {
              t.select(0, row).select(0, column).zero_();
            }
          }
          return t;
        });
  }

  // ---- fills by the size of the layer ----

  /** The factor by which a nonlinearity shrinks its input; leaky_relu with slope 0.01. */
  public static double calculateGain(String nonlinearity) {
    return calculateGain(Nonlinearity.of(nonlinearity), 0.01);
  }

  /** The factor by which a nonlinearity shrinks its input. */
  public static double calculateGain(String nonlinearity, double param) {
    return calculateGain(Nonlinearity.of(nonlinearity), param);
  }

  /**
   * The factor by which a nonlinearity shrinks its input.
   *
   * @param param the negative slope of leaky_relu
   */
  public static double calculateGain(Nonlinearity nonlinearity, double param) {
    Check.notNull("calculateGain", "nonlinearity", nonlinearity);
    return switch (nonlinearity) {
      case TANH -> 5.0 / 3;
      case RELU -> Math.sqrt(2);
      case LEAKY_RELU -> Math.sqrt(2 / (1 + param * param));
      case SELU -> 0.75;
      default -> 1;
    };
  }

  /** U(-a, a) with gain 1: see {@link #xavierUniform_(Tensor, double, Generator)}. */
  public static Tensor xavierUniform_(Tensor t) {
    return xavierUniform_(t, 1, null);
  }

  /** U(-a, a): see {@link #xavierUniform_(Tensor, double, Generator)}. */
  public static Tensor xavierUniform_(Tensor t, double gain) {
    return xavierUniform_(t, gain, null);
  }

  /**
   * U(-a, a), a = gain * sqrt(6 / (fan_in + fan_out)).
   *
   * @see <a href="https://proceedings.mlr.press/v9/glorot10a.html">Glorot and Bengio, 2010</a>
   */
  public static Tensor xavierUniform_(Tensor t, double gain, Generator generator) {
    double bound = Math.sqrt(3) * xavierStd(t, gain);
    return uniform_(t, -bound, bound, generator);
  }

  /** N(0, std^2) with gain 1: see {@link #xavierNormal_(Tensor, double, Generator)}. */
  public static Tensor xavierNormal_(Tensor t) {
    return xavierNormal_(t, 1, null);
  }

  /** N(0, std^2): see {@link #xavierNormal_(Tensor, double, Generator)}. */
  public static Tensor xavierNormal_(Tensor t, double gain) {
    return xavierNormal_(t, gain, null);
  }

  /** N(0, std^2), std = gain * sqrt(2 / (fan_in + fan_out)). */
  public static Tensor xavierNormal_(Tensor t, double gain, Generator generator) {
    return normal_(t, 0, xavierStd(t, gain), generator);
  }

  private static double xavierStd(Tensor t, double gain) {
    Fans fans = Fans.of(t);
    return gain * Math.sqrt(2.0 / (fans.in + fans.out));
  }

  /**
   * The options of He's fills, immutable.
   *
   * @param a the negative slope of leaky_relu; default 0
   * @param mode which side keeps its scale; default fan_in
   * @param nonlinearity what follows the layer; default leaky_relu
   * @param generator null for the process-wide one
   */
  public record KaimingOptions(
      double a, FanMode mode, Nonlinearity nonlinearity, Generator generator) {
    /** Checks what must be there. */
    public KaimingOptions {
      Check.notNull("KaimingOptions", "mode", mode);
      Check.notNull("KaimingOptions", "nonlinearity", nonlinearity);
    }

    static final KaimingOptions DEFAULT =
        new KaimingOptions(0, FanMode.FAN_IN, Nonlinearity.LEAKY_RELU, null);

    /** With a negative slope of leaky_relu. */
    public KaimingOptions a(double value) {
      return new KaimingOptions(value, mode, nonlinearity, generator);
    }

    /** With another side to keep. */
    public KaimingOptions mode(FanMode value) {
      return new KaimingOptions(a, value, nonlinearity, generator);
    }

    /** With another side to keep, {@code "fan_in"} or {@code "fan_out"}. */
    public KaimingOptions mode(String name) {
      return mode(FanMode.of(name));
    }

    /** With another function behind the layer. */
    public KaimingOptions nonlinearity(Nonlinearity value) {
      return new KaimingOptions(a, mode, value, generator);
    }

    /** With another function behind the layer, by PyTorch's name. */
    public KaimingOptions nonlinearity(String name) {
      return nonlinearity(Nonlinearity.of(name));
    }

    /** With another source of random numbers. */
    public KaimingOptions generator(Generator value) {
      return new KaimingOptions(a, mode, nonlinearity, value);
    }

    double std(Tensor t) {
      Fans fans = Fans.of(t);
      return calculateGain(nonlinearity, a)
          / Math.sqrt(mode == FanMode.FAN_IN ? fans.in : fans.out);
    }
  }

  /** U(-b, b) with the defaults: see {@link #kaimingUniform_(Tensor, UnaryOperator)}. */
  public static Tensor kaimingUniform_(Tensor t) {
    return kaimingUniform_(t, o -> o);
  }

  /**
   * U(-b, b), b = gain * sqrt(3 / fan).
   *
   * @see <a href="https://arxiv.org/abs/1502.01852">He et al., 2015</a>
   */
  public static Tensor kaimingUniform_(Tensor t, UnaryOperator<KaimingOptions> options) {
    KaimingOptions o = Check.options("Init.kaimingUniform_", options, KaimingOptions.DEFAULT);
    double bound = Math.sqrt(3) * o.std(t); // infinite where nothing comes in
    return t.numel() == 0 ? t : uniform_(t, -bound, bound, o.generator);
  }

  /** N(0, std^2) with the defaults: see {@link #kaimingNormal_(Tensor, UnaryOperator)}. */
  public static Tensor kaimingNormal_(Tensor t) {
    return kaimingNormal_(t, o -> o);
  }

  /** N(0, std^2), std = gain / sqrt(fan). */
  public static Tensor kaimingNormal_(Tensor t, UnaryOperator<KaimingOptions> options) {
    KaimingOptions o = Check.options("Init.kaimingNormal_", options, KaimingOptions.DEFAULT);
    return normal_(t, 0, o.std(t), o.generator);
  }

  /** PyTorch's default for weights: U(-b, b) for both, b = 1 / sqrt(fan_in) of the weight. */
  static void uniformByFanIn_(Tensor weight, Tensor bias) {
    kaimingUniform_(weight, o -> o.a(Math.sqrt(5)));
    if (bias != null) {
      long fanIn = Fans.of(weight).in;
      double bound = fanIn > 0 ? 1 / Math.sqrt(fanIn) : 0;
      uniform_(bias, -bound, bound);
    }
  }

  /** How many inputs an output has, and how many outputs an input. */
  private record Fans(long in, long out) {

    static Fans of(Tensor t) {
      Check.floating("Init", "tensor", t);
      if (t.dim() < 2) {
        throw new IllegalArgumentException(
            "Init: fan_in and fan_out need a weight of at least 2 dimensions (out, in, kernel...),"
                + " got size "
                + t.size());
      }
      long field = 1;
      for (int d = 2; d < t.dim(); d++) {
        field *= t.size(d);
      }
      return new Fans(t.size(1) * field, t.size(0) * field);
    }
  }

  private static void checkDims(String function, Tensor t, int least, int most) {
    Check.notNull("Init." + function, "tensor", t);
    if (t.dim() < least || t.dim() > most) {
      throw new IllegalArgumentException(
          String.format(
              "Init.%s: expected %s dimensions, got size %s",
              function, least == most ? "" + least : least + " to " + most, t.size()));
    }
  }
}
