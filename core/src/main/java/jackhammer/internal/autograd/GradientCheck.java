package jackhammer.internal.autograd;

import jackhammer.DType;
import jackhammer.Generator;
import jackhammer.Tensor;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Compares gradients with central differences: every element of every input is moved a little to
 * both sides, and every element of every output is differentiated by itself.
 */
public final class GradientCheck {
  private final String name;
  private final Function<Tensor[], ?> function;
  private final Tensor[] inputs;
  private final double eps;
  private final double atol;
  private final double rtol;
  private final double nondetTol;

  /**
   * @param name how messages begin
   * @param nondetTol how far two computations of one gradient may differ
   */
  public GradientCheck(
      String name,
      Function<Tensor[], ?> function,
      Tensor[] inputs,
      double eps,
      double atol,
      double rtol,
      double nondetTol) {
    this.name = name;
    this.function = function;
    this.inputs = inputs;
    this.eps = eps;
    this.atol = atol;
    this.rtol = rtol;
    this.nondetTol = nondetTol;
  }

  /** The first difference, in words, or null if there is none. */
  public String firstDifference() {
    checkInputs();
    Tensor[] leaves = copies(true);
    Tensor[] outputs = floating(outputs(leaves));
    for (int i = 0; i < inputs.length; i++) {
      if (!Graph.needsGrad(inputs[i])) {
        continue;
      }
      double[][][] numeric = differences(i, outputs);
      for (int o = 0; o < outputs.length; o++) {
        String difference = compare(outputs[o], o, leaves[i], i, numeric[o]);
        if (difference != null) {
          return difference;
        }
      }
    }
    return null;
  }

  /**
   * The function from inputs and upstream gradients to the gradients of the inputs, for checking
   * second derivatives.
   */
  public static Function<Tensor[], ?> gradientsOf(Function<Tensor[], ?> function, Tensor[] inputs) {
    boolean[] wanted = new boolean[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      wanted[i] = inputs[i] != null && Graph.needsGrad(inputs[i]);
    }
    // Recorded also where only the numbers are asked for: they come from a graph.
    return all -> GradMode.with(true, () -> gradients(function, all, wanted));
  }

  private static Tensor[] gradients(
      Function<Tensor[], ?> function, Tensor[] all, boolean[] wanted) {
    Tensor[] x = Arrays.copyOf(all, wanted.length);
    List<Tensor> ins = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      if (wanted[i]) {
        // Computed from the input, not the input itself: a function may return one unchanged.
        x[i] = Graph.needsGrad(x[i]) ? Graph.alias(x[i]) : x[i].detach().requiresGrad_();
        ins.add(x[i]);
      }
    }
    List<Tensor> outs = new ArrayList<>();
    List<Tensor> ups = new ArrayList<>();
    int next = wanted.length;
    for (Tensor out : floating(tensors(function.apply(onCopies(x))))) {
      if (Graph.needsGrad(out)) {
        outs.add(out);
        ups.add(all[next]);
      }
      next++;
    }
    Tensor[] none = new Tensor[0];
    Tensor[] found =
        Engine.gradients(outs.toArray(none), ups.toArray(none), ins.toArray(none), true, true);
    return Arrays.stream(found).filter(t -> t != null).toArray(Tensor[]::new);
  }

  /** Upstream gradients of the sizes of the outputs, always the same ones. */
  public static Tensor[] upstream(Function<Tensor[], ?> function, Tensor[] inputs) {
    Generator generator = new Generator().manualSeed(0);
    Tensor[] outs =
        GradMode.with(false, () -> floating(tensors(function.apply(clones(inputs, false)))));
    Tensor[] result = new Tensor[outs.length];
    for (int o = 0; o < outs.length; o++) {
      result[o] =
          Tensor.randn(outs[o].size(), x -> x.dtype(DType.FLOAT64).generator(generator))
              .requiresGrad_();
    }
    return result;
  }

  private void checkInputs() {
    boolean any = false;
    for (int i = 0; i < inputs.length; i++) {
      Tensor t = inputs[i];
      if (t == null || !Graph.needsGrad(t)) {
        continue;
      }
      any = true;
      if (t.dtype() != DType.FLOAT64) {
        throw new IllegalArgumentException(
            String.format(
                "%s: input %d is %s; differences of %s need float64: convert it with toDouble()",
                name, i, t.dtype(), eps));
      }
    }
    if (!any) {
      throw new IllegalArgumentException(
          name + ": at least one input must require a gradient; call requiresGrad_() on it");
    }
  }

  private Tensor[] copies(boolean asLeaves) {
    return clones(inputs, asLeaves);
  }

  private static Tensor[] clones(Tensor[] inputs, boolean asLeaves) {
    Tensor[] result = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i] != null) {
        result[i] = inputs[i].detach().clone();
        if (asLeaves && Graph.needsGrad(inputs[i])) {
          result[i].requiresGrad_();
        }
      }
    }
    return result;
  }

  private Tensor[] outputs(Tensor[] in) {
    return tensors(function.apply(onCopies(in)));
  }

  /** What a function may change in place. */
  private static Tensor[] onCopies(Tensor[] in) {
    Tensor[] given = in.clone();
    for (int i = 0; i < given.length; i++) {
      if (given[i] != null && Graph.needsGrad(given[i]) && GradMode.isEnabled()) {
        given[i] = given[i].clone();
      }
    }
    return given;
  }

  private static Tensor[] tensors(Object result) {
    return switch (result) {
      case Tensor t -> new Tensor[] {t};
      case Tensor[] all -> all;
      case null, default ->
          throw new IllegalArgumentException(
              "gradcheck: the function must return a Tensor or a Tensor[], got "
                  + (result == null ? "null" : result.getClass().getSimpleName()));
    };
  }

  private static Tensor[] floating(Tensor[] outputs) {
    return Arrays.stream(outputs).filter(t -> t.dtype().isFloatingPoint()).toArray(Tensor[]::new);
  }

  /** For each output the derivatives [element of the output][element of input i]. */
  private double[][][] differences(int i, Tensor[] outputs) {
    double[][][] result = new double[outputs.length][][];
    for (int o = 0; o < outputs.length; o++) {
      result[o] = new double[(int) outputs[o].numel()][(int) inputs[i].numel()];
    }
    for (int j = 0; j < inputs[i].numel(); j++) {
      double[][] above = moved(i, j, eps);
      double[][] below = moved(i, j, -eps);
      for (int o = 0; o < outputs.length; o++) {
        for (int k = 0; k < above[o].length; k++) {
          result[o][k][j] = (above[o][k] - below[o][k]) / (2 * eps);
        }
      }
    }
    return result;
  }

  /** The outputs after element j of input i was moved. */
  private double[][] moved(int i, int j, double by) {
    Tensor[] in = copies(false);
    Strided s = Tensors.data(in[i]);
    int at = s.position(j);
    Elements.set(s.storage(), at, Elements.getDouble(s.storage(), at) + by);
    Tensor[] outs = GradMode.with(false, () -> floating(outputs(in)));
    double[][] result = new double[outs.length][];
    for (int o = 0; o < outs.length; o++) {
      result[o] = outs[o].toDoubleArray();
    }
    return result;
  }

  private String compare(Tensor output, int o, Tensor leaf, int i, double[][] numeric) {
    for (int k = 0; k < numeric.length; k++) {
      double[] found = row(output, k, leaf);
      double[] again = row(output, k, leaf);
      for (int j = 0; j < found.length; j++) {
        double expected = numeric[k][j];
        if (!(Math.abs(found[j] - expected) <= atol + rtol * Math.abs(expected))) {
          return String.format(
              Locale.ROOT,
              "%s: the gradient of element %s of output %d for element %s of input %d is %s, but"
                  + " differences give %s (atol %s, rtol %s)%s",
              name,
              position(output, k),
              o,
              position(leaf, j),
              i,
              found[j],
              expected,
              atol,
              rtol,
              Graph.gradFn(output) == null ? "" : "; output of " + Graph.gradFn(output).name());
        }
        if (!(Math.abs(found[j] - again[j]) <= nondetTol)) {
          return String.format(
              Locale.ROOT,
              "%s: the gradient of element %s of output %d for element %s of input %d was %s and"
                  + " then %s: it is not the same every time",
              name,
              position(output, k),
              o,
              position(leaf, j),
              i,
              found[j],
              again[j]);
        }
      }
    }
    return null;
  }

  /** The gradient of one element of an output. */
  private static double[] row(Tensor output, int k, Tensor leaf) {
    if (!Graph.needsGrad(output)) {
      return new double[(int) leaf.numel()];
    }
    Tensor one = Tensor.zerosLike(output);
    Strided s = Tensors.data(one);
    Elements.set(s.storage(), s.position(k), 1.0);
    Tensor g =
        Engine.gradients(
            new Tensor[] {output}, new Tensor[] {one}, new Tensor[] {leaf}, true, false)[0];
    return g == null ? new double[(int) leaf.numel()] : g.toDoubleArray();
  }

  private static String position(Tensor t, int linear) {
    Strided s = Tensors.data(t);
    int[] at = new int[s.dim()];
    int rest = linear;
    for (int d = s.dim() - 1; d >= 0; d--) {
      at[d] = rest % s.size(d);
      rest /= s.size(d);
    }
    return Arrays.toString(at);
  }
}
