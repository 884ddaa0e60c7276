package jackhammer.internal.autograd;

import jackhammer.Tensor;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;

/**
 * The end of the graph at a leaf: adds the gradient that arrives to the leaf's. Several threads may
 * do so at once.
 */
final class AccumulateGrad extends Node {
  final Tensor leaf;

  AccumulateGrad(Tensor leaf) {
    super(0, Long.MAX_VALUE);
    this.leaf = leaf;
  }

  @Override
  public String name() {
    return "AccumulateGrad";
  }

  @Override
  Tensor[] backward(Tensor[] grads) {
    accumulate(leaf, grads[0], false);
    return new Tensor[0];
  }

  /**
   * Adds {@code g} to {@code t.grad}.
   *
   * @param exclusive whether g's memory belongs to nobody else, so that it can become the gradient
   */
  static void accumulate(Tensor t, Tensor g, boolean exclusive) {
    TensorState state = Tensors.state(t);
    if (!Arrays.equals(Tensors.data(g).sizes(), state.data.sizes())) {
      throw new IllegalStateException(
          String.format(
              "AccumulateGrad: a gradient of size %s arrives at a leaf that has size %s by now; its"
                  + " numbers were replaced between forward and backward",
              g.size(), t.size()));
    }
    synchronized (state) {
      if (GradMode.isEnabled()) {
        state.grad(state.grad == null ? g : state.grad.add(g));
      } else if (state.grad == null) {
        Strided s = Tensors.data(g);
        state.grad(exclusive && s.isContiguous() ? Tensors.detached(g) : g.detach().clone());
      } else {
        state.grad.add_(g.detach());
      }
    }
  }
}
