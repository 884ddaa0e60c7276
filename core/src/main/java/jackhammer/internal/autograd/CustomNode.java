package jackhammer.internal.autograd;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;
import java.util.function.UnaryOperator;

/** A node whose gradient is a user's own. */
public final class CustomNode extends Node {

  /** What a user's function keeps for its gradient. */
  public static final class Kept {
    private String name;
    private boolean[] needs;
    private Saved saved;

    public void save(Tensor[] tensors) {
      saved = new Saved(name, tensors.clone(), null, needs);
    }

    public Tensor get(int index) {
      if (saved == null) {
        throw new IllegalStateException(name + ": saveForBackward was not called in forward");
      }
      return saved.tensor(index);
    }

    public boolean needs(int index) {
      return needs[index];
    }
  }

  private final String name;
  private final Kept kept;
  private final UnaryOperator<Tensor[]> backward;
  private final int[][] outputSizes;

  private CustomNode(
      String name, Tensor[] inputs, Kept kept, UnaryOperator<Tensor[]> backward, Tensor[] outs) {
    super(inputs.length);
    this.name = name;
    this.kept = kept;
    this.backward = backward;
    outputs = outs.length;
    outputSizes = new int[outs.length][];
    for (int i = 0; i < outs.length; i++) {
      outputSizes[i] = Tensors.data(outs[i]).sizes();
    }
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i] != null && Graph.needsGrad(inputs[i])) {
        edge(i, inputs[i]);
      }
    }
  }

  /** Runs a user's forward without recording and ties its outputs to a user's backward. */
  public static Tensor[] apply(
      String function,
      Tensor[] inputs,
      Kept kept,
      UnaryOperator<Tensor[]> forward,
      UnaryOperator<Tensor[]> backward) {
    boolean records = Graph.records(inputs);
    kept.name = function + "Backward";
    kept.needs = new boolean[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      kept.needs[i] = inputs[i] != null && Graph.needsGrad(inputs[i]);
    }
    escape(inputs);
    Tensor[] outs = GradMode.with(false, () -> forward.apply(inputs));
    escape(outs);
    for (int i = 0; i < outs.length; i++) {
      for (Tensor input : inputs) {
        if (outs[i] == input) {
          outs[i] = Tensors.detached(input);
        }
      }
    }
    if (records) {
      CustomNode node = new CustomNode(kept.name, inputs, kept, backward, outs);
      for (int i = 0; i < outs.length; i++) {
        if (outs[i].dtype().isFloatingPoint()) {
          Graph.setNode(outs[i], node, i);
        }
      }
    }
    return outs;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  Tensor[] backward(Tensor[] grads) {
    Tensor[] complete = grads.clone();
    for (int i = 0; i < complete.length; i++) {
      if (complete[i] == null) {
        complete[i] = Tensors.wrap(Strided.zeros(type(grads), outputSizes[i].clone()));
      }
    }
    escape(complete);
    return backward.apply(complete);
  }

  /** What user code has seen it may keep: its memory is left to the collector. */
  private static void escape(Tensor[] tensors) {
    for (Tensor t : tensors) {
      if (t != null) {
        Tensors.data(t).storage().keep();
      }
    }
  }

  private static DType type(Tensor[] grads) {
    for (Tensor g : grads) {
      if (g != null) {
        return g.dtype();
      }
    }
    throw new IllegalStateException("no gradient at all");
  }

  @Override
  void release() {
    if (kept.saved != null) {
      kept.saved.release();
    }
  }

  @Override
  boolean saves(Storage memory) {
    return kept.saved != null && kept.saved.saves(memory);
  }

  @Override
  boolean isForeign() {
    return true;
  }
}
