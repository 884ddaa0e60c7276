package jackhammer.internal.autograd;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A node whose gradient is a user's own. */
public final class CustomNode extends Node {

  /** What a user's function keeps for its gradient. */
  public static final class Kept {
    private String name;
    private boolean[] needs;
    private Saved saved;
    private Set<Tensor> dirty = Set.of();
    private Set<Tensor> constants = Set.of();
    private boolean zerosForMissing = true;

    /** These inputs are changed in place by the forward. */
    public void dirty(Tensor... tensors) {
      dirty = identities(tensors);
    }

    /** These outputs have no gradient. */
    public void constants(Tensor... tensors) {
      constants = identities(tensors);
    }

    /** Whether the backward gets zeros, not null, for an output that nothing depends on. */
    public void zerosForMissing(boolean wish) {
      zerosForMissing = wish;
    }

    private static Set<Tensor> identities(Tensor[] tensors) {
      Set<Tensor> set = Collections.newSetFromMap(new IdentityHashMap<>());
      set.addAll(Arrays.asList(tensors));
      return set;
    }

    public void save(Tensor[] tensors) {
      saved = new Saved(name, tensors.clone(), null, needs);
    }

    public Tensor get(int index) {
      if (saved == null) {
        throw new IllegalStateException(name + ": saveForBackward was not called in forward");
      }
      return saved.tensor(place("saved", index, saved.size()));
    }

    public boolean needs(int index) {
      return needs[place("needsInputGrad", index, needs.length)];
    }

    private int place(String method, int index, int size) {
      if (index < 0 || index >= size) {
        throw new IndexOutOfBoundsException(
            String.format("%s: %s(%d), but there are only %d", name, method, index, size));
      }
      return index;
    }
  }

  private final String name;
  private final Kept kept;
  private final UnaryOperator<Tensor[]> backward;
  private final int[][] outputSizes;
  private final DType[] outputTypes;

  private CustomNode(
      String name, Tensor[] inputs, Kept kept, UnaryOperator<Tensor[]> backward, Tensor[] outs) {
    super(inputs.length);
    this.name = name;
    this.kept = kept;
    this.backward = backward;
    outputs = outs.length;
    outputSizes = new int[outs.length][];
    outputTypes = new DType[outs.length];
    for (int i = 0; i < outs.length; i++) {
      outputSizes[i] = Tensors.data(outs[i]).sizes();
      outputTypes[i] = outs[i].dtype();
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
    Tensor[] outs =
        checked(function, GradMode.with(false, () -> forward.apply(inputs.clone()))).clone();
    escape(outs);
    kept.dirty.forEach(t -> markChanged(function, inputs, t, records));
    CustomNode node = records ? new CustomNode(kept.name, inputs, kept, backward, outs) : null;
    for (int i = 0; i < outs.length; i++) {
      boolean constant = kept.constants.contains(outs[i]);
      boolean isInput = contains(inputs, outs[i]);
      boolean changed = isInput && kept.dirty.contains(outs[i]);
      if (isInput && !changed) {
        outs[i] = Tensors.detached(outs[i]);
      }
      if (!records || constant || !outs[i].dtype().isFloatingPoint()) {
        continue;
      }
      if (changed) {
        Graph.rebase(outs[i], node, i);
      } else {
        TensorState state = Tensors.state(outs[i]);
        // What lies behind it is this function's own, whatever it shows.
        state.fixed = isInput || state.base != null;
        state.base = null;
        Graph.setNode(outs[i], node, i);
      }
    }
    return outs;
  }

  private static Tensor[] checked(String function, Tensor[] outs) {
    if (outs == null || contains(outs, null)) {
      throw new IllegalStateException(
          function + ": forward must return its outputs as tensors, got null");
    }
    return outs;
  }

  /** Takes note that a forward changed an input in place. */
  private static void markChanged(String function, Tensor[] inputs, Tensor t, boolean records) {
    if (!contains(inputs, t)) {
      throw new IllegalStateException(
          function + ": markDirty was given a tensor that is not among the inputs");
    }
    if (records) {
      Graph.checkInPlace(function, t);
    }
    Tensors.data(t).storage().changed();
  }

  private static boolean contains(Tensor[] tensors, Tensor wanted) {
    for (Tensor t : tensors) {
      if (t == wanted) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  Tensor[] backward(Tensor[] grads) {
    Tensor[] complete = grads.clone();
    for (int i = 0; i < complete.length; i++) {
      if (complete[i] == null && kept.zerosForMissing) {
        complete[i] = Tensors.wrap(Strided.zeros(outputTypes[i], outputSizes[i].clone()));
      }
    }
    escape(complete);
    Tensor[] result = backward.apply(complete);
    if (result == null) {
      throw new IllegalStateException(
          name + ": backward must return one gradient for each input, null only for single ones");
    }
    return result;
  }

  /** What user code has seen it may keep: its memory is left to the collector. */
  private static void escape(Tensor[] tensors) {
    for (Tensor t : tensors) {
      if (t != null) {
        Tensors.data(t).storage().keep();
      }
    }
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
