package jackhammer.nn;

import jackhammer.Autograd;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.Arrays;

/** Norms folded into the layer before them, for {@link Utils}. */
final class Fusion {
  private Fusion() {}

  /**
   * What a norm does in evaluation.
   *
   * @param weight null for ones
   * @param bias null for zeros
   */
  record Norm(Tensor mean, Tensor var, double eps, Tensor weight, Tensor bias) {
    private static Norm of(String op, Module layer, BatchNorm norm) {
      Check.notNull(op, "norm", norm);
      if (layer.isTraining() || norm.isTraining()) {
        throw new IllegalStateException(
            op
                + ": both layers must be in evaluation, where the norm does the same to every input;"
                + " call eval() on them first");
      }
      if (norm.runningMean() == null) {
        throw new IllegalStateException(
            op
                + ": the norm must have running statistics, got one with trackRunningStats(false),"
                + " whose output depends on the whole batch");
      }
      return new Norm(
          norm.runningMean(), norm.runningVar(), norm.options().eps(), norm.weight(), norm.bias());
    }

    private void check(String op, long channels, boolean mayBeOne) {
      Tensor[] parts = {mean, var, weight, bias};
      String[] names = {"running_mean", "running_var", "weight", "bias"};
      for (int i = 0; i < parts.length; i++) {
        if (parts[i] == null && i > 1) {
          continue;
        }
        Check.floating(op, names[i], parts[i]);
        boolean fits = parts[i].numel() == channels || mayBeOne && parts[i].numel() == 1;
        if (parts[i].dim() != 1 || !fits) {
          throw new IllegalArgumentException(
              String.format(
                  "%s: %s of the norm must have one element for each of the %d channels that the"
                      + " layer gives, got size %s",
                  op, names[i], channels, Check.show(parts[i])));
        }
      }
    }
  }

  @SuppressWarnings("unchecked") // a layer of the same class
  static <C extends Conv> C conv(C conv, BatchNorm norm) {
    String op = "fuseConvBnEval";
    Norm n = Norm.of(op, Check.notNull(op, "conv", conv), norm);
    return (C) conv.fused(weights(op, conv.weight(), conv.bias(), n, 0, false)).eval();
  }

  @SuppressWarnings("unchecked") // a layer of the same class
  static <C extends ConvTranspose> C transposed(C conv, BatchNorm norm) {
    String op = "fuseConvBnEval";
    Norm n = Norm.of(op, Check.notNull(op, "conv", conv), norm);
    return (C) conv.fused(weights(op, conv.weight(), conv.bias(), n, 1, false)).eval();
  }

  static Linear linear(Linear linear, BatchNorm norm) {
    String op = "fuseLinearBnEval";
    Norm n = Norm.of(op, Check.notNull(op, "linear", linear), norm);
    return (Linear) linear.fused(weights(op, linear.weight(), linear.bias(), n, 0, true)).eval();
  }

  /**
   * Weight times weight_n / sqrt(var + eps), (bias - mean) times that plus bias_n.
   *
   * @param outDim the dimension of the layer's weight that has the output channels; 1 for a
   *     transposed convolution, whose groups each have their part of them
   * @param mayBeOne whether the norm may have a single channel for all
   */
  static Utils.Fused weights(
      String op, Tensor weight, Tensor bias, Norm norm, int outDim, boolean mayBeOne) {
    Check.floating(op, "weight of the layer", weight);
    Check.notNull(op, "running_mean", norm.mean);
    int least = mayBeOne ? 2 : 3;
    if (weight.dim() < least) {
      throw new IllegalArgumentException(
          String.format(
              "%s: the layer's weight must have at least %d dimensions, got size %s",
              op, least, Check.show(weight)));
    }
    long groups = outDim == 0 ? 1 : groups(op, weight, norm.mean);
    long channels = weight.size(outDim) * groups;
    norm.check(op, channels, mayBeOne);
    if (bias != null && (bias.dim() != 1 || bias.numel() != channels)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: the layer's bias must have size [%d], got %s", op, channels, Check.show(bias)));
    }
    return Autograd.noGrad(
        () -> {
          Tensor root = norm.var.add(norm.eps).rsqrt();
          Tensor scale = norm.weight == null ? root : norm.weight.mul(root);
          Tensor shifted = bias == null ? norm.mean.neg() : bias.sub(norm.mean);
          Tensor moved =
              norm.weight == null ? shifted.mul(root) : shifted.mul(root).mul(norm.weight);
          if (norm.bias != null) {
            moved = moved.add(norm.bias);
          }
          long[] shape = new long[(int) weight.dim()];
          Arrays.fill(shape, 1);
          shape[outDim] = -1;
          if (outDim == 1) {
            shape[0] = groups;
            scale = scale.reshape(shape).repeatInterleave(weight.size(0) / groups, 0);
          } else {
            scale = scale.reshape(shape);
          }
          return new Utils.Fused(
              new Parameter(weight.mul(scale).to(weight.dtype()), weight.requiresGrad()),
              new Parameter(
                  moved.to((bias == null ? weight : bias).dtype()).expand(channels).contiguous(),
                  bias != null && bias.requiresGrad()));
        });
  }

  /** (in_channels, out_channels / groups, kernel...): a norm of all channels tells the groups. */
  private static long groups(String op, Tensor weight, Tensor mean) {
    long part = weight.size(1);
    long groups = part == 0 ? 0 : mean.numel() / part;
    if (groups == 0 || groups * part != mean.numel() || weight.size(0) % groups != 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: running_mean of the norm must have one element for each of out_channels ="
                  + " weight.size(1) * groups = %d * groups channels, got size %s",
              op, part, Check.show(mean)));
    }
    return groups;
  }
}
