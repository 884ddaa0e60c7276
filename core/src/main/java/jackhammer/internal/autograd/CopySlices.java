package jackhammer.internal.autograd;

import jackhammer.Tensor;
import jackhammer.internal.memory.Storage;

/**
 * The history of a tensor of which a view was changed in place: outside the view the gradient
 * passes on, inside it goes through the op that changed the view.
 */
final class CopySlices extends Node {
  private final Views.Geometry geometry;
  private final Node op;
  private final int opOutput;

  /**
   * @param op the node of the op on the view, whose first input was the view; null if the view was
   *     overwritten with numbers outside the graph
   */
  CopySlices(Tensor base, Tensor view, Node op, int opOutput) {
    super(1 + (op == null ? 0 : op.next.length));
    this.geometry = Views.Geometry.of(Tensors.data(base), Tensors.data(view));
    this.op = op;
    this.opOutput = opOutput;
    if (Graph.needsGrad(base)) {
      edge(0, base);
    }
    for (int i = 1; i < next.length; i++) {
      next[i] = op.next[i - 1];
      nextOutput[i] = op.nextOutput[i - 1];
      inputSizes[i] = op.inputSizes[i - 1];
      inputTypes[i] = op.inputTypes[i - 1];
    }
  }

  @Override
  public String name() {
    return "CopySlices";
  }

  @Override
  Tensor[] backward(Tensor[] grads) {
    Tensor g = grads[0];
    Tensor[] result = new Tensor[next.length];
    Tensor whole = Views.laidOut(g, geometry);
    Tensor slice = Views.slice(whole, geometry);
    Tensor[] inner = null;
    if (op != null) {
      Tensor[] opGrads = new Tensor[op.outputs];
      opGrads[opOutput] = slice.clone();
      inner = op.backward(opGrads);
      System.arraycopy(inner, 0, result, 1, inner.length);
    }
    if (next[0] != null) {
      slice.zero_();
      result[0] = whole;
    }
    return result;
  }

  @Override
  boolean isForeign() {
    return op != null && op.isForeign();
  }

  @Override
  boolean saves(Storage memory) {
    return op != null && op.saves(memory);
  }

  @Override
  void leave(Storage memory) {
    if (op != null) {
      op.leave(memory);
    }
  }

  @Override
  void release() {
    if (op != null) {
      op.release();
    }
  }
}
