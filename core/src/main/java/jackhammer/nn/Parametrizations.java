package jackhammer.nn;

import jackhammer.Autograd;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Ready parametrizations of weights, PyTorch's {@code torch.nn.utils.parametrizations}.
 *
 * <pre>{@code
 * Conv2d layer = Parametrizations.spectralNorm(new Conv2d(3, 64, 3));
 * }</pre>
 *
 * @see Parametrize
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/nn.html#parametrizations">torch.nn.utils.parametrizations</a>
 */
public final class Parametrizations {
  private Parametrizations() {}

  /**
   * Learns the length of each row of "weight" (of all that belongs to one output channel) apart
   * from its direction: weight = g * v / ||v||. The state has g as {@code
   * parametrizations.weight.original0} and v as {@code original1}; a state of the older form, with
   * {@code weight_g} and {@code weight_v}, can be loaded too.
   *
   * @return the module
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrizations.weight_norm.html">torch.nn.utils.parametrizations.weight_norm</a>
   */
  public static <M extends Module> M weightNorm(M module) {
    return weightNorm(module, "weight");
  }

  /** The same for the parameter of another name. */
  public static <M extends Module> M weightNorm(M module, String name) {
    return weightNorm(module, name, 0);
  }

  /**
   * The same for slices along another dimension.
   *
   * @param dim the dimension that keeps its size in g; null, and as in PyTorch -1: there is one
   *     length of the whole tensor
   */
  public static <M extends Module> M weightNorm(M module, String name, Integer dim) {
    Tensor weight = Parametrize.current("weightNorm", module, name);
    Check.floating("weightNorm", name, weight);
    int kept = dim == null || dim == -1 ? -1 : Check.dim("weightNorm", dim, (int) weight.dim());
    return Parametrize.registerParametrization(module, name, new WeightNorm(kept), true);
  }

  /** Length and direction. */
  private static final class WeightNorm extends Parametrization {
    private final int dim;

    WeightNorm(int dim) {
      this.dim = dim;
    }

    @Override
    protected Tensor forward(Tensor... originals) {
      if (originals.length != 2) {
        throw new IllegalArgumentException(
            "weightNorm: must be the first parametrization of a parameter");
      }
      return originals[1].mul(originals[0].div(length(originals[1])));
    }

    @Override
    protected Tensor[] rightInverse(Tensor weight) {
      return new Tensor[] {length(weight), weight};
    }

    private Tensor length(Tensor v) {
      if (dim < 0 || v.dim() == 0) {
        return v.norm();
      }
      long[] others = new long[(int) v.dim() - 1];
      for (int i = 0; i < others.length; i++) {
        others[i] = i < dim ? i : i + 1;
      }
      return others.length == 0 ? v.abs() : v.norm(2, others, true);
    }

    @Override
    protected String typeName() {
      return "_WeightNorm";
    }
  }

  /** A state whose lengths and directions have the names that they had before. */
  static Map<String, Tensor> withTodaysKeys(Module module, Map<String, Tensor> state) {
    Map<String, Tensor> result = new LinkedHashMap<>(state);
    module
        .namedModules()
        .forEach(
            (path, m) -> {
              if (m instanceof ParametrizationList l && l.get(0) instanceof WeightNorm) {
                String before = path.replaceFirst("parametrizations\\.([^.]*)$", "$1");
                if (result.containsKey(before + "_g") && result.containsKey(before + "_v")) {
                  result.put(path + ".original0", result.remove(before + "_g"));
                  result.put(path + ".original1", result.remove(before + "_v"));
                }
              }
            });
    return result;
  }

  /**
   * How the largest singular value is approximated.
   *
   * @param nPowerIterations steps at each use in training; default 1
   * @param eps the least length that is divided by; default 1e-12
   * @param dim the dimension of the output channels; null: 1 for transposed convolutions, else 0
   */
  public record SpectralNormOptions(int nPowerIterations, double eps, Integer dim) {
    static final SpectralNormOptions DEFAULT = new SpectralNormOptions(1, 1e-12, null);

    /** Checks each of them. */
    public SpectralNormOptions {
      if (nPowerIterations < 1) {
        throw new IllegalArgumentException(
            "spectralNorm: n_power_iterations must be at least 1, got " + nPowerIterations);
      }
      if (!(eps >= 0)) {
        throw new IllegalArgumentException("spectralNorm: eps must not be negative, got " + eps);
      }
    }

    /** With more steps. */
    public SpectralNormOptions nPowerIterations(int value) {
      return new SpectralNormOptions(value, eps, dim);
    }

    /** With another least length. */
    public SpectralNormOptions eps(double value) {
      return new SpectralNormOptions(nPowerIterations, value, dim);
    }

    /** With another dimension of the output channels. */
    public SpectralNormOptions dim(int value) {
      return new SpectralNormOptions(nPowerIterations, eps, value);
    }
  }

  /**
   * Divides "weight", as a matrix of one row for each output channel, by its largest singular
   * value, so that the layer stretches no vector. In training each use takes steps of the power
   * method, which change the buffers {@code parametrizations.weight.0._u} and {@code _v}; in
   * evaluation they stay. A weight of one dimension is divided by its length.
   *
   * @return the module
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrizations.spectral_norm.html">torch.nn.utils.parametrizations.spectral_norm</a>
   */
  public static <M extends Module> M spectralNorm(M module) {
    return spectralNorm(module, "weight");
  }

  /** The same for the parameter of another name. */
  public static <M extends Module> M spectralNorm(M module, String name) {
    return spectralNorm(module, name, o -> o);
  }

  /** The same with options, for example {@code o -> o.nPowerIterations(3)}. */
  public static <M extends Module> M spectralNorm(
      M module, String name, UnaryOperator<SpectralNormOptions> options) {
    String op = "spectralNorm";
    SpectralNormOptions o = Check.options(op, options, SpectralNormOptions.DEFAULT);
    Tensor weight = Parametrize.current(op, module, name);
    Check.floating(op, name, weight);
    if (weight.dim() == 0 || weight.numel() == 0) {
      throw new IllegalArgumentException(
          op + ": " + name + " must have a dimension and elements, got " + Check.show(weight));
    }
    int dim = o.dim == null ? (module instanceof ConvTranspose ? 1 : 0) : o.dim;
    int rows = Check.dim(op, dim, (int) weight.dim());
    return Parametrize.registerParametrization(module, name, new SpectralNorm(weight, rows, o));
  }

  /** The weight over its largest singular value. */
  private static final class SpectralNorm extends Parametrization {
    private final int dim;
    private final SpectralNormOptions options;
    private final Supplier<Tensor> left;
    private final Supplier<Tensor> right;

    SpectralNorm(Tensor weight, int dim, SpectralNormOptions options) {
      this.dim = dim;
      this.options = options;
      if (weight.dim() == 1) {
        left = null;
        right = null;
        return;
      }
      Tensor matrix = matrix(weight).detach();
      Tensor u = matrix.newEmpty(matrix.size(0)).normal_(0, 1);
      Tensor v = matrix.newEmpty(matrix.size(1)).normal_(0, 1);
      left = registerBuffer("_u", unit(u));
      right = registerBuffer("_v", unit(v));
      iterate(matrix, 15);
    }

    private Tensor matrix(Tensor weight) {
      return weight.movedim(dim, 0).flatten(1);
    }

    private Tensor unit(Tensor vector) {
      return vector.div(vector.norm(2, 0, true).clampMin(options.eps));
    }

    private void iterate(Tensor matrix, int steps) {
      Autograd.noGrad(
          () -> {
            for (int i = 0; i < steps; i++) {
              left.get().copy_(unit(matrix.mv(right.get())));
              right.get().copy_(unit(matrix.t().mv(left.get())));
            }
          });
    }

    @Override
    protected Tensor forward(Tensor... originals) {
      Tensor weight = originals[0];
      if (left == null) {
        return unit(weight);
      }
      Tensor matrix = matrix(weight);
      if (isTraining()) {
        iterate(matrix, options.nPowerIterations);
      }
      // copies: the next use changes the buffers, and this one's gradient needs them
      Tensor u = left.get().clone();
      Tensor v = right.get().clone();
      return weight.div(u.dot(matrix.mv(v)));
    }

    @Override
    protected Tensor[] rightInverse(Tensor value) {
      return new Tensor[] {value};
    }

    @Override
    protected String typeName() {
      return "_SpectralNorm";
    }
  }
}
