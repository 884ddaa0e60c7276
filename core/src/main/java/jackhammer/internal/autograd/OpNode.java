package jackhammer.internal.autograd;

import jackhammer.Tensor;
import jackhammer.internal.memory.Storage;

/** A node whose gradient is an op's {@link Grad} on what the op saved. */
final class OpNode extends Node {
  private final Grad grad;
  final Saved saved;

  OpNode(Grad grad, Tensor[] inputs, Tensor[] saved, Object args) {
    super(inputs.length);
    this.grad = grad;
    boolean[] needs = new boolean[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i] != null && Graph.needsGrad(inputs[i])) {
        needs[i] = true;
        edge(i, inputs[i]);
      }
    }
    this.saved = new Saved(grad.name(), saved, args, needs);
  }

  @Override
  public String name() {
    return grad.name();
  }

  @Override
  Tensor[] backward(Tensor[] grads) {
    return grad.apply(grads, saved);
  }

  @Override
  boolean saves(Storage memory) {
    return saved.saves(memory);
  }

  @Override
  void leave(Storage memory) {
    saved.leave(memory);
  }

  @Override
  void release() {
    saved.release();
  }
}
