package jackhammer.nn;

import jackhammer.Autograd;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What training and deployment do with the parameters of whole networks, PyTorch's {@code
 * torch.nn.utils}: limits for gradients, all parameters as one vector, and norms folded into the
 * layer before them.
 *
 * <pre>{@code
 * loss.backward();
 * Utils.clipGradNorm_(net.parameters(), 1.0);
 * optimizer.step();
 * }</pre>
 *
 * @see Parametrize
 * @see Parametrizations
 * @see <a href="https://docs.pytorch.org/docs/stable/nn.html#utilities">torch.nn.utils</a>
 */
public final class Utils {
  private Utils() {}

  // ---- limits for gradients ----

  /**
   * How the norm of many tensors is measured.
   *
   * @param normType the p of the p-norm; infinity: the largest magnitude; default 2
   * @param errorIfNonfinite whether NaN or infinity is an error; default false
   */
  public record NormOptions(double normType, boolean errorIfNonfinite) {
    static final NormOptions DEFAULT = new NormOptions(2, false);

    /** Checks the kind of norm. */
    public NormOptions {
      if (Double.isNaN(normType)) {
        throw new IllegalArgumentException("NormOptions: norm_type must be a number, got NaN");
      }
    }

    /** With another kind of norm. */
    public NormOptions normType(double value) {
      return new NormOptions(value, errorIfNonfinite);
    }

    /** With an error for NaN and infinity, or without. */
    public NormOptions errorIfNonfinite(boolean value) {
      return new NormOptions(normType, value);
    }
  }

  /**
   * The norm of all tensors as one vector: of the norms of each, without dimensions and outside the
   * graph; 0 for no tensors.
   *
   * @throws IllegalStateException if it is not finite and {@code errorIfNonfinite} is set
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.get_total_norm.html">torch.nn.utils.get_total_norm</a>
   */
  public static Tensor getTotalNorm(
      Iterable<? extends Tensor> tensors, UnaryOperator<NormOptions> options) {
    return GradClipping.totalNorm(
        "getTotalNorm",
        "tensors",
        GradClipping.given("getTotalNorm", "tensors", tensors),
        Check.options("getTotalNorm", options, NormOptions.DEFAULT));
  }

  /** The same of another kind; infinity: the largest magnitude. */
  public static Tensor getTotalNorm(Iterable<? extends Tensor> tensors, double normType) {
    return getTotalNorm(tensors, o -> o.normType(normType));
  }

  /** The same with p = 2. */
  public static Tensor getTotalNorm(Iterable<? extends Tensor> tensors) {
    return getTotalNorm(tensors, o -> o);
  }

  /**
   * Multiplies the gradients of all parameters by max_norm / (total_norm + 1e-6) where that is less
   * than 1, so that their norm as one vector is at most {@code maxNorm}. Parameters without a
   * gradient are left out.
   *
   * <pre>{@code
   * Utils.clipGradNorm_(net.parameters(), 1.0, o -> o.errorIfNonfinite(true));
   * }</pre>
   *
   * @return the norm before, without dimensions
   * @throws IllegalArgumentException if {@code maxNorm} is negative or NaN
   * @throws IllegalStateException if the norm is not finite and {@code errorIfNonfinite} is set
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html">torch.nn.utils.clip_grad_norm_</a>
   */
  public static Tensor clipGradNorm_(
      Iterable<? extends Tensor> parameters, double maxNorm, UnaryOperator<NormOptions> options) {
    GradClipping.checkLimit("clipGradNorm_", "max_norm", maxNorm);
    NormOptions o = Check.options("clipGradNorm_", options, NormOptions.DEFAULT);
    List<Tensor> gradients = GradClipping.gradients("clipGradNorm_", parameters);
    Tensor total = GradClipping.totalNorm("clipGradNorm_", "gradients", gradients, o);
    GradClipping.scale_("clipGradNorm_", gradients, maxNorm, total);
    return total;
  }

  /** The same by a norm of another kind. */
  public static Tensor clipGradNorm_(
      Iterable<? extends Tensor> parameters, double maxNorm, double normType) {
    return clipGradNorm_(parameters, maxNorm, o -> o.normType(normType));
  }

  /** The same with p = 2. */
  public static Tensor clipGradNorm_(Iterable<? extends Tensor> parameters, double maxNorm) {
    return clipGradNorm_(parameters, maxNorm, o -> o);
  }

  /** The same for one parameter. */
  public static Tensor clipGradNorm_(Tensor parameter, double maxNorm) {
    return clipGradNorm_(List.of(Check.notNull("clipGradNorm_", "parameter", parameter)), maxNorm);
  }

  /**
   * The second half of {@link #clipGradNorm_}: by a norm that is known.
   *
   * @param totalNorm without dimensions
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grads_with_norm_.html">torch.nn.utils.clip_grads_with_norm_</a>
   */
  public static void clipGradsWithNorm_(
      Iterable<? extends Tensor> parameters, double maxNorm, Tensor totalNorm) {
    GradClipping.checkLimit("clipGradsWithNorm_", "max_norm", maxNorm);
    List<Tensor> gradients = GradClipping.gradients("clipGradsWithNorm_", parameters);
    GradClipping.scale_("clipGradsWithNorm_", gradients, maxNorm, totalNorm);
  }

  /** The same for one parameter. */
  public static void clipGradsWithNorm_(Tensor parameter, double maxNorm, Tensor totalNorm) {
    Check.notNull("clipGradsWithNorm_", "parameter", parameter);
    clipGradsWithNorm_(List.of(parameter), maxNorm, totalNorm);
  }

  /**
   * Limits each element of the gradients to [-clipValue, clipValue].
   *
   * @throws IllegalArgumentException if {@code clipValue} is negative or NaN
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_value_.html">torch.nn.utils.clip_grad_value_</a>
   */
  public static void clipGradValue_(Iterable<? extends Tensor> parameters, double clipValue) {
    GradClipping.checkLimit("clipGradValue_", "clip_value", clipValue);
    List<Tensor> gradients = GradClipping.gradients("clipGradValue_", parameters);
    Autograd.noGrad(() -> gradients.forEach(g -> g.clamp_(-clipValue, clipValue)));
  }

  /** The same for one parameter. */
  public static void clipGradValue_(Tensor parameter, double clipValue) {
    Check.notNull("clipGradValue_", "parameter", parameter);
    clipGradValue_(List.of(parameter), clipValue);
  }

  // ---- one vector ----

  /**
   * All parameters one after the other as one vector, inside the graph.
   *
   * @throws IllegalArgumentException if there are none
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parameters_to_vector.html">torch.nn.utils.parameters_to_vector</a>
   */
  public static Tensor parametersToVector(Iterable<? extends Tensor> parameters) {
    List<Tensor> parts = new ArrayList<>();
    for (Tensor p : GradClipping.given("parametersToVector", "parameters", parameters)) {
      parts.add(p.reshape(-1));
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(
          "parametersToVector: parameters must have at least one tensor, got none");
    }
    return Tensor.cat(0, parts);
  }

  /**
   * Copies the elements of a vector into parameters, one after the other: the way back from {@link
   * #parametersToVector}. The parameters keep their own memory.
   *
   * @param vector as many elements as the parameters have together
   * @throws IllegalArgumentException if it has fewer or more
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.vector_to_parameters.html">torch.nn.utils.vector_to_parameters</a>
   */
  public static void vectorToParameters(Tensor vector, Iterable<? extends Tensor> parameters) {
    Check.notNull("vectorToParameters", "vector", vector);
    List<Tensor> targets = GradClipping.given("vectorToParameters", "parameters", parameters);
    long wanted = targets.stream().mapToLong(Tensor::numel).sum();
    if (vector.dim() != 1 || vector.numel() != wanted) {
      throw new IllegalArgumentException(
          String.format(
              "vectorToParameters: vector must have one dimension and the %d elements of all"
                  + " parameters together, got size %s",
              wanted, Check.show(vector)));
    }
    Autograd.noGrad(
        () -> {
          long start = 0;
          for (Tensor p : targets) {
            p.copy_(vector.detach().narrow(0, start, p.numel()).reshape(p.size().toLongArray()));
            start += p.numel();
          }
        });
  }

  // ---- norms folded into layers ----

  /**
   * Weight and bias of a layer that computes what two layers did.
   *
   * @param weight of the size of the first layer's
   * @param bias (out_channels)
   */
  public record Fused(Parameter weight, Parameter bias) {}

  /**
   * A convolution that computes what {@code conv} and then {@code norm} compute in evaluation; both
   * stay as they are.
   *
   * <pre>{@code
   * Conv2d fused = Utils.fuseConvBnEval(conv.eval(), norm.eval());
   * }</pre>
   *
   * @return in evaluation, without hooks
   * @throws IllegalStateException if one of them is training, or the norm has no running statistics
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.fuse_conv_bn_eval.html">torch.nn.utils.fuse_conv_bn_eval</a>
   */
  public static <C extends Conv> C fuseConvBnEval(C conv, BatchNorm norm) {
    return Fusion.conv(conv, norm);
  }

  /** The same for a transposed convolution. */
  public static <C extends ConvTranspose> C fuseConvBnEval(C conv, BatchNorm norm) {
    return Fusion.transposed(conv, norm);
  }

  /**
   * Weight and bias of {@link #fuseConvBnEval}.
   *
   * @param convWeight (out_channels, in_channels / groups, kernel...), with {@code transpose}
   *     (in_channels, out_channels, kernel...)
   * @param convBias (out_channels), or null
   * @param runningMean (out_channels)
   * @param runningVar (out_channels)
   * @param weight of the norm: (out_channels), or null for ones
   * @param bias of the norm: (out_channels), or null for zeros
   * @param transpose whether the weight is that of a transposed convolution
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.fuse_conv_bn_weights.html">torch.nn.utils.fuse_conv_bn_weights</a>
   */
  public static Fused fuseConvBnWeights(
      Tensor convWeight,
      Tensor convBias,
      Tensor runningMean,
      Tensor runningVar,
      double eps,
      Tensor weight,
      Tensor bias,
      boolean transpose) {
    return Fusion.weights(
        "fuseConvBnWeights",
        convWeight,
        convBias,
        new Fusion.Norm(runningMean, runningVar, eps, weight, bias),
        transpose ? 1 : 0,
        false);
  }

  /** The same for a convolution that is not transposed. */
  public static Fused fuseConvBnWeights(
      Tensor convWeight,
      Tensor convBias,
      Tensor runningMean,
      Tensor runningVar,
      double eps,
      Tensor weight,
      Tensor bias) {
    return fuseConvBnWeights(
        convWeight, convBias, runningMean, runningVar, eps, weight, bias, false);
  }

  /**
   * A linear layer that computes what {@code linear} and then {@code norm} compute in evaluation;
   * both stay as they are.
   *
   * @throws IllegalStateException if one of them is training, or the norm has no running statistics
   * @throws IllegalArgumentException if the norm is for another number of features
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.fuse_linear_bn_eval.html">torch.nn.utils.fuse_linear_bn_eval</a>
   */
  public static Linear fuseLinearBnEval(Linear linear, BatchNorm norm) {
    return Fusion.linear(linear, norm);
  }

  /**
   * Weight and bias of {@link #fuseLinearBnEval}.
   *
   * @param linearWeight (out_features, in_features)
   * @param linearBias (out_features), or null
   * @param runningMean (out_features)
   * @param runningVar (out_features)
   * @param weight of the norm: (out_features), or null for ones
   * @param bias of the norm: (out_features), or null for zeros
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.fuse_linear_bn_weights.html">torch.nn.utils.fuse_linear_bn_weights</a>
   */
  public static Fused fuseLinearBnWeights(
      Tensor linearWeight,
      Tensor linearBias,
      Tensor runningMean,
      Tensor runningVar,
      double eps,
      Tensor weight,
      Tensor bias) {
    return Fusion.weights(
        "fuseLinearBnWeights",
        linearWeight,
        linearBias,
        new Fusion.Norm(runningMean, runningVar, eps, weight, bias),
        0,
        true);
  }
}
