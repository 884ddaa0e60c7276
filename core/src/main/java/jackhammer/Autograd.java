package jackhammer;

import jackhammer.internal.autograd.Anomaly;
import jackhammer.internal.autograd.CustomNode;
import jackhammer.internal.autograd.Engine;
import jackhammer.internal.autograd.GradMode;
import jackhammer.internal.autograd.GradientCheck;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.ops.Check;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Gradients: how they are computed, and where operations are recorded for them.
 *
 * <pre>{@code
 * Tensor x = tensor(3.0).requiresGrad_();
 * x.mul(x).backward();
 * System.out.println(x.grad()); // tensor(6.)
 * }</pre>
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/autograd.html">torch.autograd</a>
 */
public final class Autograd {
  private Autograd() {}

  // ---- modes ----

  /** Runs the body without recording. */
  public static void noGrad(Runnable body) {
    Check.notNull("noGrad", "body", body);
    noGrad(
        () -> {
          body.run();
          return null;
        });
  }

  /** Runs the body without recording and returns its value. */
  public static <T> T noGrad(Supplier<T> body) {
    Check.notNull("noGrad", "body", body);
    return GradMode.with(false, body);
  }

  /** Runs the body with recording, also inside {@link #noGrad}. */
  public static void enableGrad(Runnable body) {
    Check.notNull("enableGrad", "body", body);
    enableGrad(
        () -> {
          body.run();
          return null;
        });
  }

  /** Runs the body with recording, also inside {@link #noGrad}, and returns its value. */
  public static <T> T enableGrad(Supplier<T> body) {
    Check.notNull("enableGrad", "body", body);
    return GradMode.with(true, body);
  }

  /** Runs the body without recording; its tensors can never be part of a graph. */
  public static void inferenceMode(Runnable body) {
    Check.notNull("inferenceMode", "body", body);
    inferenceMode(
        () -> {
          body.run();
          return null;
        });
  }

  /** The same, returning the body's value. */
  public static <T> T inferenceMode(Supplier<T> body) {
    Check.notNull("inferenceMode", "body", body);
    return GradMode.inference(true, body);
  }

  /** Runs the body in inference mode, or with false outside of it, also inside one. */
  public static <T> T inferenceMode(boolean mode, Supplier<T> body) {
    Check.notNull("inferenceMode", "body", body);
    return GradMode.inference(mode, body);
  }

  /**
   * Switches recording on or off for this thread until it is switched again.
   *
   * @return what it was
   */
  public static boolean setGradEnabled(boolean enabled) {
    return GradMode.set(enabled);
  }

  /** Whether operations of this thread are recorded. */
  public static boolean isGradEnabled() {
    return GradMode.isEnabled();
  }

  /**
   * Runs the body in anomaly mode: a NaN in a gradient is an error that names the operation and
   * where it was called. Slow: for finding faults.
   */
  public static void detectAnomaly(Runnable body) {
    Check.notNull("detectAnomaly", "body", body);
    boolean before = Anomaly.set(true);
    try {
      body.run();
    } finally {
      Anomaly.set(before);
    }
  }

  // ---- backward ----

  /**
   * How a gradient is computed.
   *
   * @param retainGraph keep what was saved for another run; null: as createGraph
   * @param createGraph record the gradients themselves, for gradients of gradients; default false
   * @param allowUnused whether {@link #grad} gives null for an input without part in the outputs,
   *     instead of an error; default false
   * @param inputs the only tensors to add gradients to; null for all leaves
   */
  public record BackwardOptions(
      Boolean retainGraph, boolean createGraph, boolean allowUnused, Tensor[] inputs) {
    static final BackwardOptions DEFAULT = new BackwardOptions(null, false, false, null);

    /** Keep what was saved for another run. */
    public BackwardOptions retainGraph(boolean value) {
      return new BackwardOptions(value, createGraph, allowUnused, inputs);
    }

    /** Record the gradients themselves. */
    public BackwardOptions createGraph(boolean value) {
      return new BackwardOptions(retainGraph, value, allowUnused, inputs);
    }

    /** Null for inputs without part in the outputs. */
    public BackwardOptions allowUnused(boolean value) {
      return new BackwardOptions(retainGraph, createGraph, value, inputs);
    }

    /** Add gradients to these tensors only. */
    public BackwardOptions inputs(Tensor... value) {
      return new BackwardOptions(
          retainGraph,
          createGraph,
          allowUnused,
          Check.notNull("backward", "inputs", value).clone());
    }

    boolean keeps() {
      return retainGraph == null ? createGraph : retainGraph;
    }
  }

  static void backward(Tensor output, Tensor gradient, UnaryOperator<BackwardOptions> options) {
    backward(new Tensor[] {output}, new Tensor[] {gradient}, options);
  }

  /**
   * Adds the gradients of several tensors to the leaves that they depend on.
   *
   * @param gradients what to start from, one for each output; null, or a null entry, for an output
   *     of one element: 1
   */
  public static void backward(
      Tensor[] outputs, Tensor[] gradients, UnaryOperator<BackwardOptions> options) {
    BackwardOptions o = Check.options("backward", options, BackwardOptions.DEFAULT);
    Tensor[] roots = roots("backward", outputs, gradients);
    if (o.inputs == null) {
      Engine.backward(outputs, roots, o.keeps(), o.createGraph);
    } else {
      checkInputs("backward", o.inputs);
      Engine.backward(outputs, roots, o.inputs, o.keeps(), o.createGraph);
    }
  }

  /** The gradients of an output of one element for these inputs. */
  public static Tensor[] grad(Tensor output, Tensor... inputs) {
    return grad(new Tensor[] {output}, inputs, null, o -> o);
  }

  /**
   * The gradients of outputs for inputs, without touching any {@code grad}.
   *
   * @param gradients what to start from, one for each output; null, or a null entry, for an output
   *     of one element: 1
   * @return one for each input; null where {@code allowUnused} and the input has no part
   * @throws IllegalStateException if an input has no part in the outputs and that is not allowed
   */
  public static Tensor[] grad(
      Tensor[] outputs,
      Tensor[] inputs,
      Tensor[] gradients,
      UnaryOperator<BackwardOptions> options) {
    BackwardOptions o = Check.options("grad", options, BackwardOptions.DEFAULT);
    Tensor[] roots = roots("grad", outputs, gradients);
    checkInputs("grad", inputs);
    Tensor[] found = Engine.gradients(outputs, roots, inputs, o.keeps(), o.createGraph);
    for (int i = 0; i < found.length; i++) {
      if (found[i] == null && !o.allowUnused) {
        throw new IllegalStateException(
            "grad: input "
                + i
                + ", of size "
                + inputs[i].size()
                + ", has no part in the outputs; pass allowUnused(true) if null is wanted for it");
      }
    }
    return found;
  }

  private static void checkInputs(String op, Tensor[] inputs) {
    Check.notNull(op, "inputs", inputs);
    if (inputs.length == 0) {
      throw new IllegalArgumentException(op + ": inputs must name at least one tensor");
    }
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i] == null || !inputs[i].requiresGrad()) {
        throw new IllegalStateException(
            op + ": input " + i + " does not require a gradient; call requiresGrad_() on it first");
      }
    }
  }

  private static Tensor[] roots(String op, Tensor[] outputs, Tensor[] gradients) {
    Check.noneNull(op, "output", (Object[]) outputs);
    if (gradients != null && gradients.length != outputs.length) {
      throw new IllegalArgumentException(
          String.format(
              "%s: one gradient for each of the %d outputs is needed, got %d",
              op, outputs.length, gradients.length));
    }
    Tensor[] roots = new Tensor[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      Tensor out = outputs[i];
      if (!Graph.needsGrad(out)) {
        throw new IllegalStateException(
            op
                + ": output "
                + i
                + " does not require a gradient: nothing it was computed from does, or it was"
                + " computed inside noGrad, or it was detached");
      }
      Tensor g = gradients == null ? null : gradients[i];
      if (g == null) {
        if (out.numel() != 1) {
          throw new IllegalArgumentException(
              String.format(
                  "%s: without a gradient to start from the output must have one element, this one"
                      + " has size %s; sum() it, or pass a gradient of that size",
                  op, out.size()));
        }
        g = Tensor.onesLike(out);
      } else if (!g.size().equals(out.size())) {
        throw new IllegalArgumentException(
            String.format(
                "%s: the gradient for output %d must have its size %s, got %s",
                op, i, out.size(), g.size()));
      }
      roots[i] = g.to(out.dtype());
    }
    return roots;
  }

  // ---- checking gradients ----

  /**
   * How gradients are checked, with PyTorch's defaults.
   *
   * @param eps how far an input is moved for a difference; default 1e-6
   * @param atol absolute tolerance; default 1e-5
   * @param rtol relative tolerance; default 1e-3
   * @param nondetTol how far two computations of one gradient may differ; default 0
   * @param raiseException whether a difference is an error instead of false; default true
   */
  public record GradcheckOptions(
      double eps, double atol, double rtol, double nondetTol, boolean raiseException) {
    static final GradcheckOptions DEFAULT = new GradcheckOptions(1e-6, 1e-5, 1e-3, 0, true);

    /** How far an input is moved. */
    public GradcheckOptions eps(double value) {
      return new GradcheckOptions(value, atol, rtol, nondetTol, raiseException);
    }

    /** Absolute tolerance. */
    public GradcheckOptions atol(double value) {
      return new GradcheckOptions(eps, value, rtol, nondetTol, raiseException);
    }

    /** Relative tolerance. */
    public GradcheckOptions rtol(double value) {
      return new GradcheckOptions(eps, atol, value, nondetTol, raiseException);
    }

    /** How far two computations of one gradient may differ. */
    public GradcheckOptions nondetTol(double value) {
      return new GradcheckOptions(eps, atol, rtol, value, raiseException);
    }

    /** Whether a difference is an error. */
    public GradcheckOptions raiseException(boolean value) {
      return new GradcheckOptions(eps, atol, rtol, nondetTol, value);
    }
  }

  /**
   * Compares the gradients of a function with central differences, element by element.
   *
   * <pre>{@code
   * Tensor a = randn(size(2, 3), o -> o.dtype(FLOAT64).requiresGrad(true));
   * Tensor b = randn(size(3, 4), o -> o.dtype(FLOAT64).requiresGrad(true));
   * Autograd.gradcheck(in -> in[0].matmul(in[1]).tanh(), a, b);
   * }</pre>
   *
   * @param function from the inputs to a Tensor or a Tensor[]; it must give the same every time
   * @param inputs those that require a gradient are checked; they must be float64
   * @return true
   * @throws IllegalStateException names the first element where they differ
   */
  public static boolean gradcheck(
      java.util.function.Function<Tensor[], ?> function, Tensor... inputs) {
    return gradcheck(function, inputs, o -> o);
  }

  /** {@link #gradcheck(java.util.function.Function, Tensor...)} with options. */
  public static boolean gradcheck(
      java.util.function.Function<Tensor[], ?> function,
      Tensor[] inputs,
      UnaryOperator<GradcheckOptions> options) {
    return check(
        "gradcheck",
        function,
        inputs,
        Check.options("gradcheck", options, GradcheckOptions.DEFAULT));
  }

  /**
   * Compares the second derivatives of a function with central differences of its gradients.
   *
   * @param function from the inputs to a Tensor or a Tensor[]; it must give the same every time
   * @param inputs those that require a gradient are checked; they must be float64
   * @return true
   * @throws IllegalStateException names the first element where they differ
   */
  public static boolean gradgradcheck(
      java.util.function.Function<Tensor[], ?> function, Tensor... inputs) {
    return gradgradcheck(function, inputs, o -> o);
  }

  /** {@link #gradgradcheck(java.util.function.Function, Tensor...)} with options. */
  public static boolean gradgradcheck(
      java.util.function.Function<Tensor[], ?> function,
      Tensor[] inputs,
      UnaryOperator<GradcheckOptions> options) {
    Check.notNull("gradgradcheck", "function", function);
    Check.noneNull("gradgradcheck", "input", (Object[]) inputs);
    Tensor[] upstream = GradientCheck.upstream(function, inputs);
    Tensor[] all = java.util.Arrays.copyOf(inputs, inputs.length + upstream.length);
    System.arraycopy(upstream, 0, all, inputs.length, upstream.length);
    return check(
        "gradgradcheck",
        GradientCheck.gradientsOf(function, inputs),
        all,
        Check.options("gradgradcheck", options, GradcheckOptions.DEFAULT));
  }

  private static boolean check(
      String name,
      java.util.function.Function<Tensor[], ?> function,
      Tensor[] inputs,
      GradcheckOptions o) {
    Check.notNull(name, "function", function);
    Check.notNull(name, "inputs", inputs);
    String difference =
        new GradientCheck(name, function, inputs, o.eps, o.atol, o.rtol, o.nondetTol)
            .firstDifference();
    if (difference != null && o.raiseException) {
      throw new IllegalStateException(difference);
    }
    return difference == null;
  }

  // ---- custom functions ----

  /**
   * A differentiable function with a gradient of its own.
   *
   * <pre>{@code
   * class Cube extends Autograd.Function {
   *   protected Tensor[] forward(Context ctx, Tensor[] inputs) {
   *     ctx.saveForBackward(inputs[0]);
   *     return new Tensor[] {inputs[0].pow(3)};
   *   }
   *
   *   protected Tensor[] backward(Context ctx, Tensor[] gradOutputs) {
   *     return new Tensor[] {gradOutputs[0].mul(ctx.saved(0).square()).mul(3)};
   *   }
   * }
   *
   * Tensor y = new Cube().apply(x);
   * }</pre>
   *
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.Function">torch.autograd.Function</a>
   */
  public abstract static class Function {

    /** For subclasses. */
    protected Function() {}

    /** What a call keeps between its forward and its backward. */
    public static final class Context {
      private final CustomNode.Kept kept = new CustomNode.Kept();

      private Context() {}

      /** Keeps tensors; a change of one in place before the backward is an error. */
      public void saveForBackward(Tensor... tensors) {
        kept.save(tensors);
      }

      /**
       * Says which inputs the forward changed in place; they must be among its outputs. Their place
       * in the graph becomes that of the function's result.
       */
      public void markDirty(Tensor... tensors) {
        kept.dirty(tensors);
      }

      /** Says which outputs have no gradient; those of integers never have one. */
      public void markNonDifferentiable(Tensor... outputs) {
        kept.constants(outputs);
      }

      /**
       * Whether the backward gets zeros for an output that nothing depends on; else null. Default
       * true.
       */
      public void setMaterializeGrads(boolean wish) {
        kept.zerosForMissing(wish);
      }

      /** A kept tensor. */
      public Tensor saved(int index) {
        return kept.get(index);
      }

      /** Whether input {@code index} needs a gradient. */
      public boolean needsInputGrad(int index) {
        return kept.needs(index);
      }
    }

    /** The outputs. Nothing in it is recorded. */
    protected abstract Tensor[] forward(Context ctx, Tensor[] inputs);

    /**
     * One gradient for each input, null where there is none. What is in it is recorded if asked
     * for.
     */
    protected abstract Tensor[] backward(Context ctx, Tensor[] gradOutputs);

    /** The function's only output. */
    public final Tensor apply(Tensor... inputs) {
      Tensor[] outputs = applyAll(inputs);
      if (outputs.length != 1) {
        throw new IllegalStateException(
            getClass().getSimpleName()
                + ".apply: forward returned "
                + outputs.length
                + " outputs; use applyAll");
      }
      return outputs[0];
    }

    /** The function's outputs. */
    public final Tensor[] applyAll(Tensor... inputs) {
      Context ctx = new Context();
      return CustomNode.apply(
          getClass().getSimpleName(),
          inputs,
          ctx.kept,
          in -> forward(ctx, in),
          grads -> backward(ctx, grads));
    }
  }
}
