package jackhammer.internal.autograd;

import jackhammer.Tensor;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** How ops enter the graph, and what the graph knows of a tensor. */
public final class Graph {
  private static final Tensor[] NONE = new Tensor[0];
  private static final Grad ALIAS = Grad.of("AliasBackward0", (g, s) -> new Tensor[] {g});
  private static final Grad AS_STRIDED =
      Grad.of(
          "AsStridedBackward0", (g, s) -> new Tensor[] {Views.toBase(g, s.<Views.Geometry>args())});

  private Graph() {}

  // ---- recording -----------------------------------------------------------------------------

  /** Whether an op on these inputs is recorded: use it to skip what only a gradient needs. */
  public static boolean records(Tensor... inputs) {
    if (!GradMode.isEnabled()) {
      return false;
    }
    for (Tensor t : inputs) {
      if (t != null && needsGrad(t)) {
        return true;
      }
    }
    return false;
  }

  /** No tensor saved. */
  public static Tensor[] nothing() {
    return NONE;
  }

  /**
   * Makes {@code out} the result of an op, if one of the inputs needs a gradient and recording is
   * on; integer results stay outside.
   *
   * @param inputs the op's tensors in order; null for an absent one
   * @param saved what the gradient needs; a fused op saves its inputs first
   * @param args an immutable record of the other arguments, or null
   */
  public static Tensor record(Grad grad, Tensor out, Tensor[] inputs, Tensor[] saved, Object args) {
    if (records(inputs) && out.dtype().isFloatingPoint()) {
      setNode(out, new OpNode(grad, inputs, saved, args), 0);
    }
    return out;
  }

  /** The same for an op with several outputs; integer outputs stay outside. */
  public static void recordAll(
      Grad grad, Tensor[] outs, Tensor[] inputs, Tensor[] saved, Object args) {
    if (!records(inputs)) {
      return;
    }
    OpNode node = new OpNode(grad, inputs, saved, args);
    node.outputs = outs.length;
    for (int i = 0; i < outs.length; i++) {
      if (outs[i] != null && outs[i].dtype().isFloatingPoint()) {
        setNode(outs[i], node, i);
      }
    }
  }

  /**
   * The same for an op whose result is a view of its first input: changes in place of either are
   * seen by the other, in the graph as well.
   */
  public static Tensor recordView(Grad grad, Tensor out, Tensor input, Object args) {
    showsPartOf(input, out);
    return record(grad, out, new Tensor[] {input}, NONE, args);
  }

  /** The same for an op whose results are all views of its input. */
  public static void recordViews(Grad grad, Tensor[] outs, Tensor input, Object args) {
    for (Tensor out : outs) {
      showsPartOf(input, out);
    }
    recordAll(grad, outs, new Tensor[] {input}, NONE, args);
  }

  private static void showsPartOf(Tensor input, Tensor out) {
    TensorState from = Tensors.state(input);
    TensorState state = Tensors.state(out);
    // A leaf may be a view itself, of a tensor outside the graph: the graph of its views begins
    // here.
    boolean isLeaf = from.requiresGrad && gradFn(input) == null;
    state.base = from.base != null && !isLeaf ? from.base : input;
    state.viewVersion = state.data.storage().version();
    state.inference = from.inference;
  }

  static void setNode(Tensor out, Node node, int number) {
    TensorState state = Tensors.state(out);
    state.gradFn = node;
    state.outputNumber = number;
    state.viewVersion = state.data.storage().version();
  }

  /** A differentiable identity on the same numbers. */
  public static Tensor alias(Tensor t) {
    return record(ALIAS, Tensors.detached(t), new Tensor[] {t}, NONE, null);
  }

  // ---- changes in place ------------------------------------------------------------------------

  /**
   * Refuses a change in place that autograd could not follow. Call it before the numbers change.
   */
  public static void checkInPlace(String op, Tensor self) {
    TensorState state = Tensors.state(self);
    if (GradMode.isEnabled()) {
      if (state.requiresGrad && state.gradFn == null) {
        throw new IllegalStateException(
            op
                + ": a leaf tensor that requires grad cannot be changed in place; do it inside"
                + " Autograd.noGrad, or on a copy");
      }
      if (state.base != null) {
        checkViewInPlace(op, self, Tensors.state(state.base));
      }
      if (state.fixed) {
        throw new IllegalStateException(
            op
                + ": this result of "
                + state.gradFn.name()
                + " shows memory of that function's input; a change in place would go past its"
                + " gradient: clone() it first, or let the function markDirty what it changes");
      }
    }
    if (state.inference && !GradMode.isInference()) {
      throw new IllegalStateException(
          op
              + ": a tensor made in inference mode cannot be changed in place outside of it;"
              + " clone() it first");
    }
    Strided s = state.data;
    for (int d = 0; d < s.dim(); d++) {
      if (s.size(d) > 1 && s.stride(d) == 0) {
        throw new IllegalArgumentException(
            op
                + ": dimension "
                + d
                + " of the tensor is expanded, so that several elements share one place in memory;"
                + " clone() it before changing it in place");
      }
    }
    leave(state, s.storage());
    if (state.base != null) {
      leave(Tensors.state(state.base), s.storage());
    }
  }

  private static void leave(TensorState state, Storage memory) {
    if (state.gradFn != null) {
      state.gradFn.leave(memory);
    }
  }

  private static void checkViewInPlace(String op, Tensor view, TensorState base) {
    Node node = gradFn(view);
    boolean ofLeaf = base.requiresGrad && base.gradFn == null;
    if (node != null && ofLeaf) {
      throw new IllegalStateException(
          op
              + ": a view of a leaf tensor that requires grad cannot be changed in place; do it"
              + " inside Autograd.noGrad, or on a copy");
    }
    if (node == null && !Tensors.state(view).requiresGrad && (ofLeaf || base.gradFn != null)) {
      throw new IllegalStateException(
          op
              + ": this view of a tensor that requires a gradient was made without recording and"
              + " cannot be changed in place with it; make the view outside of Autograd.noGrad, or"
              + " change it inside");
    }
  }

  /**
   * The in-place form of an op: computes {@code op} on the old numbers, writes the result into
   * {@code self}, and gives {@code self} the result's place in the graph.
   *
   * @param op may also change its operand itself, where no gradient needs the old numbers: then its
   *     result is another handle on the operand's numbers
   * @param write copies the numbers of the result into those of self
   */
  public static Tensor inPlace(
      String name, Tensor self, UnaryOperator<Tensor> op, BiConsumer<Tensor, Tensor> write) {
    checkInPlace(name, self);
    Tensor old = Tensors.detached(self);
    TensorState oldState = Tensors.state(old);
    TensorState state = Tensors.state(self);
    oldState.gradFn = gradFn(self);
    oldState.outputNumber = state.outputNumber;
    oldState.requiresGrad = state.requiresGrad;
    Tensor result = op.apply(old);
    checkFits(name, result, self);
    Node node = Tensors.state(result).gradFn;
    if (Tensors.data(result) == state.data) {
      state.data.storage().changed();
      if (node instanceof OpNode n) {
        n.saved.standsWhereChanged(result);
      }
    } else {
      if (node instanceof OpNode n && n.saved.saves(old)) {
        // The gradient needs the numbers that are about to change.
        oldState.data = Tensors.data(Tensors.detached(old).clone());
        n.saved.refresh(old);
      }
      write.accept(result, self);
      state.data.storage().changed();
    }
    if (GradMode.isEnabled()) {
      rebase(self, node, Tensors.state(result).outputNumber);
    }
    return self;
  }

  private static void checkFits(String name, Tensor result, Tensor self) {
    if (!result.size().equals(self.size()) || self.dtype().isLowerCategoryThan(result.dtype())) {
      throw new IllegalArgumentException(
          String.format(
              "%s: the result has size %s and type %s and cannot be stored in the tensor that is"
                  + " changed in place, which has size %s and type %s; use %s, which makes a new"
                  + " tensor",
              name,
              Arrays.toString(Tensors.data(result).sizes()),
              result.dtype(),
              Arrays.toString(Tensors.data(self).sizes()),
              self.dtype(),
              name.substring(0, name.length() - 1)));
    }
  }

  /** Gives {@code self}, whose numbers were just replaced, the history {@code node}, or none. */
  static void rebase(Tensor self, Node node, int output) {
    TensorState state = Tensors.state(self);
    boolean wasInGraph = state.gradFn != null;
    if (state.base == null) {
      if (node != null || wasInGraph) {
        state.gradFn = node;
        state.outputNumber = output;
        retainAgain(self);
      }
      return;
    }
    Tensor base = state.base;
    if (node == null && !needsGrad(base)) {
      return;
    }
    TensorState baseState = Tensors.state(base);
    CopySlices slices = new CopySlices(base, self, node, output);
    baseState.gradFn = slices;
    baseState.outputNumber = 0;
    retainAgain(base);
    regenerate(self);
  }

  // ---- what the graph knows of a tensor ----

  public static boolean needsGrad(Tensor t) {
    TensorState state = Tensors.state(t);
    return state.requiresGrad || gradFn(t) != null;
  }

  /** The node that made {@code t}, or null; a view of a tensor changed since gets a new one. */
  public static Node gradFn(Tensor t) {
    TensorState state = Tensors.state(t);
    if (state.base != null
        && state.viewVersion != state.data.storage().version()
        && Tensors.state(state.base).gradFn != null) {
      regenerate(t);
    }
    return state.gradFn;
  }

  private static void regenerate(Tensor view) {
    TensorState state = Tensors.state(view);
    Tensor base = state.base;
    OpNode node =
        new OpNode(
            AS_STRIDED,
            new Tensor[] {base},
            NONE,
            Views.Geometry.of(Tensors.data(base), state.data));
    state.gradFn = node;
    state.outputNumber = 0;
    state.viewVersion = state.data.storage().version();
    retainAgain(view);
  }

  /** Where the gradient of {@code t} goes. */
  static Node gradEdge(Tensor t) {
    Node node = gradFn(t);
    if (node != null) {
      return node;
    }
    TensorState state = Tensors.state(t);
    if (!state.requiresGrad) {
      return null;
    }
    if (state.accumulator == null) {
      synchronized (state) {
        if (state.accumulator == null) {
          state.accumulator = new AccumulateGrad(t);
        }
      }
    }
    return state.accumulator;
  }

  public static boolean isLeaf(Tensor t) {
    return gradFn(t) == null;
  }

  public static void requiresGrad(Tensor t, boolean wish) {
    TensorState state = Tensors.state(t);
    if (wish && !t.dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          "requiresGrad_: only floating-point tensors can require gradients, this one is "
              + t.dtype());
    }
    if (!wish && gradFn(t) != null) {
      throw new IllegalStateException(
          "requiresGrad_: only a leaf can stop requiring a gradient; this tensor is a result"
              + " of "
              + gradFn(t).name()
              + "; use detach() for a tensor outside the graph");
    }
    if (wish && state.inference && !GradMode.isInference()) {
      throw new IllegalStateException(
          "requiresGrad_: a tensor made in inference mode cannot require a gradient; clone() it"
              + " first");
    }
    state.requiresGrad = wish;
  }

  /** Takes {@code t} out of the graph, in place. */
  public static void detachInPlace(Tensor t) {
    TensorState state = Tensors.state(t);
    if (state.base != null) {
      throw new IllegalStateException(
          "detach_: a view cannot be detached in place; use detach() instead");
    }
    state.gradFn = null;
    state.requiresGrad = false;
    state.outputNumber = 0;
  }

  /**
   * Calls {@code hook} with each gradient of {@code t} on its way.
   *
   * @return takes the hook away again
   */
  public static Runnable addHook(Tensor t, UnaryOperator<Tensor> hook) {
    if (hook == null) {
      throw new IllegalArgumentException("registerHook: hook must not be null");
    }
    Node edge = gradEdge(t);
    if (edge == null) {
      throw new IllegalStateException(
          "registerHook: this tensor does not require a gradient, so the hook would never be"
              + " called");
    }
    return edge.addHook(Tensors.state(t).outputNumber, hook, false);
  }

  /** Calls {@code hook} after a gradient was added to the leaf's. */
  public static Runnable addPostAccumulateHook(Tensor leaf, Runnable hook) {
    if (!isLeaf(leaf) || !needsGrad(leaf)) {
      throw new IllegalStateException(
          "registerPostAccumulateGradHook: only for a leaf tensor that requires a gradient");
    }
    return gradEdge(leaf).addPostHook(hook);
  }

  /** Keeps the gradient of a tensor inside the graph. */
  public static void retainGrad(Tensor t) {
    if (!needsGrad(t)) {
      throw new IllegalStateException(
          "retainGrad: this tensor does not require a gradient, so it will never have one");
    }
    TensorState state = Tensors.state(t);
    if (!isLeaf(t) && state.stopRetaining == null) {
      retain(t);
    }
  }

  private static void retain(Tensor t) {
    TensorState state = Tensors.state(t);
    state.stopRetaining =
        state.gradFn.addHook(
            state.outputNumber,
            g -> {
              AccumulateGrad.accumulate(t, g, false);
              return null;
            },
            true);
  }

  /** A retained gradient is that of the tensor as it is now, also after a change in place. */
  private static void retainAgain(Tensor t) {
    TensorState state = Tensors.state(t);
    if (state.stopRetaining != null) {
      state.stopRetaining.run();
      state.stopRetaining = null;
      if (state.gradFn != null) {
        retain(t);
      }
    }
  }

  public static boolean retainsGrad(Tensor t) {
    return Tensors.state(t).stopRetaining != null;
  }
}
