package jackhammer.cli;

import jackhammer.Tensor;
import jackhammer.nn.Layer;
import jackhammer.nn.Module;

/**
 * A network by its two sides.
 *
 * @param module what it holds
 * @param layer what it computes
 */
record Network(Module module, Layer layer) {
  static <M extends Module & Layer> Network of(M net) {
    return new Network(net, net);
  }

  /** How many numbers it learns. */
  long parameters() {
    return module.parameters().stream().mapToLong(Tensor::numel).sum();
  }
}
