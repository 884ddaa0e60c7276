package jackhammer.conformance;

import static jackhammer.conformance.ConvProblems.list;
import static jackhammer.conformance.PoolProblems.bool;

import jackhammer.Tensor;
import jackhammer.nn.CrossMapLRN2d;
import jackhammer.nn.F;
import java.util.Arrays;

/** Norms with every argument. */
final class NormProblems {

  private NormProblems() {}

  private static final double[] EPS = {1e-5, 1e-3, 0.1};

  private static int[] shape(Draw d, int leastDims) {
    int dims = d.between(leastDims, 5);
    int[] shape = d.several(dims, 1, dims == 5 ? 4 : 9);
    shape[0] = d.between(2, 5);
    if (dims > 2) {
      shape[dims - 1] = d.between(2, d.chance(0.2) ? 300 : 9);
    }
    return shape;
  }

  /** Numbers around a mean that may be far from 0. */
  private static Array numbers(Draw d, int[] shape) {
    Array x = d.normal(shape);
    double mean = d.of(0.0, 0.0, 3.0);
    Arrays.setAll(x.values(), i -> round(d, x.values()[i] + mean));
    return x;
  }

  private static double round(Draw d, double v) {
    return d.real == jackhammer.DType.FLOAT32 ? (float) v : v;
  }

  static Problem batch(Draw d) {
    int[] shape = shape(d, 2);
    int channels = shape[1];
    boolean training = d.chance(0.6);
    double eps = EPS[d.between(0, 2)];
    boolean weighted = d.chance(0.7);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(numbers(d, shape));
    String mean = inputs.constant(d.normal(channels));
    String variance = inputs.constant(d.uniform(0.1, 2, channels));
    String w = weighted ? inputs.leaf(d.normal(channels)) : "None";
    String b = weighted ? inputs.leaf(d.normal(channels)) : "None";
    return inputs.returns(
        "torch.batch_norm(%s, %s, %s, %s, %s, %s, 0.1, %s, False)"
            .formatted(x, w, b, mean + ".clone()", variance + ".clone()", bool(training), eps),
        t ->
            F.batchNorm(
                t[0],
                t[1].clone(),
                t[2].clone(),
                weighted ? t[3] : null,
                weighted ? t[4] : null,
                training,
                0.1,
                eps));
  }

  static Problem instance(Draw d) {
    int[] shape = shape(d, 3);
    int channels = shape[1];
    boolean own = d.chance(0.7);
    double eps = EPS[d.between(0, 2)];
    boolean weighted = d.chance(0.5);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(numbers(d, shape));
    String mean = inputs.constant(d.normal(channels));
    String variance = inputs.constant(d.uniform(0.1, 2, channels));
    String w = weighted ? inputs.leaf(d.normal(channels)) : "None";
    String b = weighted ? inputs.leaf(d.normal(channels)) : "None";
    return inputs.returns(
        "torch.instance_norm(%s, %s, %s, %s, %s, %s, 0.1, %s, False)"
            .formatted(x, w, b, mean + ".clone()", variance + ".clone()", bool(own), eps),
        t ->
            F.instanceNorm(
                t[0],
                t[1].clone(),
                t[2].clone(),
                weighted ? t[3] : null,
                weighted ? t[4] : null,
                own,
                0.1,
                eps));
  }

  static Problem group(Draw d) {
    int groups = d.between(1, 4);
    int[] shape = shape(d, 3);
    shape[1] = groups * d.between(1, 4);
    // Two numbers become 1 and -1 whatever they are: their gradient is what rounding leaves.
    while (Arrays.stream(shape).skip(2).reduce(shape[1] / groups, (a, b) -> a * b) < 4) {
      shape[shape.length - 1]++;
    }
    double eps = EPS[d.between(0, 2)];
    boolean weighted = d.chance(0.7);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(numbers(d, shape));
    String w = weighted ? inputs.leaf(d.normal(shape[1])) : "None";
    String b = weighted ? inputs.leaf(d.normal(shape[1])) : "None";
    return inputs.returns(
        "torch.group_norm(%s, %d, %s, %s, %s, False)".formatted(x, groups, w, b, eps),
        t -> F.groupNorm(t[0], groups, weighted ? t[1] : null, weighted ? t[2] : null, eps));
  }

  static Problem layer(Draw d) {
    int[] shape = shape(d, 2);
    int last = d.between(1, shape.length);
    int[] normalized = Arrays.copyOfRange(shape, shape.length - last, shape.length);
    normalized[last - 1] = shape[shape.length - 1] = d.between(2, d.chance(0.3) ? 300 : 9);
    long[] sizes = Arrays.stream(normalized).asLongStream().toArray();
    double eps = EPS[d.between(0, 2)];
    boolean weighted = d.chance(0.7);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(numbers(d, shape));
    String w = weighted ? inputs.leaf(d.normal(normalized)) : "None";
    String b = weighted ? inputs.leaf(d.normal(normalized)) : "None";
    return inputs.returns(
        "torch.layer_norm(%s, %s, %s, %s, %s, False)".formatted(x, list(normalized), w, b, eps),
        t -> F.layerNorm(t[0], sizes, weighted ? t[1] : null, weighted ? t[2] : null, eps));
  }

  static Problem rms(Draw d) {
    int[] shape = shape(d, 2);
    int last = d.between(1, shape.length);
    int[] normalized = Arrays.copyOfRange(shape, shape.length - last, shape.length);
    long[] sizes = Arrays.stream(normalized).asLongStream().toArray();
    Double eps = d.chance(0.3) ? null : (Double) EPS[d.between(0, 2)];
    boolean weighted = d.chance(0.7);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(numbers(d, shape));
    String w = weighted ? inputs.leaf(d.normal(normalized)) : "None";
    return inputs.returns(
        "torch.rms_norm(%s, %s, %s, %s)"
            .formatted(x, list(normalized), w, eps == null ? "None" : eps),
        t -> F.rmsNorm(t[0], sizes, weighted ? t[1] : null, eps));
  }

  /** The mean of squares in a window of channels, in the ops that torch.nn.functional takes. */
  static Problem response(Draw d) {
    int[] shape = shape(d, 3);
    int size = d.between(1, 6);
    double alpha = d.of(1e-4, 0.5, 2.0);
    double beta = d.of(0.75, 1.0, 1.5);
    double k = d.of(0.5, 1.0, 2.0);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(numbers(d, shape));
    int rest = Arrays.stream(shape).skip(2).reduce(1, (a, b) -> a * b);
    String script =
        """
        s = torch.reshape(%1$s * %1$s, [%2$d, 1, %3$d, %4$d])
        s = torch.constant_pad_nd(s, [0, 0, %5$d, %6$d])
        s = torch.reshape(torch.avg_pool2d(s, [%7$d, 1], [1, 1]), %8$s)
        return [%1$s / torch.pow(s * %9$s + %10$s, %11$s)]
        """
            .formatted(
                x,
                shape[0],
                shape[1],
                rest,
                size / 2,
                (size - 1) / 2,
                size,
                list(shape),
                alpha,
                k,
                beta);
    return inputs.body(
        script,
        "local_response_norm(size=%d, alpha=%s, beta=%s, k=%s)".formatted(size, alpha, beta, k),
        t -> new Tensor[] {F.localResponseNorm(t[0], size, o -> o.alpha(alpha).beta(beta).k(k))});
  }

  /**
   * The same in a window that has a middle, and as PyTorch keeps its sum from one channel to the
   * next: channel 0 never leaves it. With the gradient of what is computed, which
   * torch.nn.CrossMapLRN2d does not give.
   */
  static Problem crossMap(Draw d) {
    int[] shape = {d.between(1, 4), d.between(1, 9), d.between(1, 7), d.between(1, 7)};
    int size = d.between(1, 6);
    int side = (size - 1) / 2;
    double alpha = d.of(1e-4, 0.5, 2.0);
    double beta = d.of(0.75, 1.0, 1.5);
    double k = d.of(0.5, 1.0, 2.0);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(numbers(d, shape));
    CrossMapLRN2d layer = new CrossMapLRN2d(size, o -> o.alpha(alpha).beta(beta).k(k));
    String script =
        """
        q = %1$s * %1$s
        sums = [torch.sum(torch.narrow(q, 1, 0, %2$d), [1])]
        for c in range(1, %3$d):
            s = sums[-1]
            if c + %4$d < %3$d:
                s = s + torch.select(q, 1, c + %4$d)
            if c > %4$d + 1:
                s = s - torch.select(q, 1, c - %4$d - 1)
            sums.append(s)
        return [%1$s * torch.pow(torch.stack(sums, 1) * %5$s + %6$s, -%7$s)]
        """
            .formatted(x, Math.min(side + 1, shape[1]), shape[1], side, alpha / size, k, beta);
    return inputs.body(
        script,
        "CrossMapLRN2d(size=%d, alpha=%s, beta=%s, k=%s)".formatted(size, alpha, beta, k),
        t -> new Tensor[] {layer.call(t[0])});
  }
}
