package jackhammer.internal.autograd;

import jackhammer.Tensor;
import jackhammer.internal.memory.Storage;
import java.util.Arrays;

/**
 * What an op kept for its gradient: tensors, arguments, and which inputs need a gradient at all. A
 * saved tensor that was changed in place since, or that was released by an earlier backward, is
 * refused.
 */
public final class Saved {
  private Tensor[] tensors;
  private final int[] versions;
  private final Object args;
  private final boolean[] needs;
  private final String name;

  /** A saved tensor on the memory of the one that the op changed in place. */
  private Tensor inPlace;

  Saved(String name, Tensor[] tensors, Object args, boolean[] needs) {
    this.name = name;
    this.tensors = tensors;
    this.args = args;
    this.needs = needs;
    this.versions = new int[tensors.length];
    for (int i = 0; i < tensors.length; i++) {
      if (tensors[i] == null) {
        continue;
      }
      TensorState state = Tensors.state(tensors[i]);
      if (state.inference) {
        throw new IllegalStateException(
            name
                + ": a tensor made in inference mode cannot be saved for backward; clone() it outside"
                + " inference mode first");
      }
      versions[i] = state.data.storage().version();
    }
  }

  /** The i-th saved tensor, as it was: null if null was saved. */
  public Tensor tensor(int i) {
    if (tensors == null) {
      throw new IllegalStateException(
          name
              + ": backward through this graph a second time, but what it had saved was released by"
              + " the first; pass retainGraph(true) to the first backward if you need a second");
    }
    Tensor t = tensors[i];
    if (t == null) {
      return null;
    }
    TensorState state = Tensors.state(t);
    int version = state.data.storage().version();
    if (version != versions[i]) {
      throw new IllegalStateException(
          String.format(
              "%s: a tensor of size %s that it saved for its gradient was changed in place since: it"
                  + " is at version %d, version %d was saved. Use the out-of-place form of the op"
                  + " that changed it, or clone() before; Autograd.detectAnomaly shows where %s was"
                  + " called",
              name, Arrays.toString(state.data.sizes()), version, versions[i], name));
    }
    return t;
  }

  /** The argument record. */
  @SuppressWarnings("unchecked")
  public <T> T args() {
    return (T) args;
  }

  /** Whether input {@code i} needs a gradient; computing the others is waste. */
  public boolean needs(int i) {
    return needs[i];
  }

  /**
   * Takes note that {@code t} stands on the memory that the op has just changed in place. If it is
   * saved, it is as it was left; {@link #leave} is asked before that memory changes again.
   */
  void standsWhereChanged(Tensor t) {
    if (saves(t)) {
      refresh(t);
      inPlace = t;
    }
  }

  /** Before {@code memory} changes: what stands on it by {@link #standsWhereChanged} is copied. */
  void leave(Storage memory) {
    Tensor t = inPlace;
    if (t == null || tensors == null) {
      return;
    }
    TensorState state = Tensors.state(t);
    if (state.data.storage() == memory) {
      inPlace = null;
      state.data = Tensors.data(Tensors.detached(t).clone());
      refresh(t);
    }
  }

  int size() {
    return versions.length;
  }

  int inputCount() {
    return needs.length;
  }

  boolean saves(Tensor t) {
    for (Tensor s : tensors) {
      if (s == t) {
        return true;
      }
    }
    return false;
  }

  boolean saves(Storage memory) {
    if (tensors != null) {
      for (Tensor s : tensors) {
        if (s != null && Tensors.data(s).storage() == memory) {
          return true;
        }
      }
    }
    return false;
  }

  /** Takes note that {@code t}, which is saved, now stands on other memory. */
  void refresh(Tensor t) {
    for (int i = 0; i < tensors.length; i++) {
      if (tensors[i] == t) {
        versions[i] = Tensors.data(t).storage().version();
      }
    }
  }

  void release() {
    if (versions.length > 0) {
      tensors = null;
      inPlace = null;
    }
  }
}
