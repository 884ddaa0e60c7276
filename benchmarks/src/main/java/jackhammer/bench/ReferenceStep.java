package jackhammer.bench;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.nn.F;
import jackhammer.nn.Layer;
import jackhammer.nn.Module;
import java.util.List;
import java.util.function.Consumer;

/** A network of vision in float64: by this library, whose kernels of that type are others. */
final class ReferenceStep {
  private ReferenceStep() {}

  static void add(Work.Step s, long seed, Consumer<double[]> output) {
    Module net = s.network().make().to(DType.FLOAT64);
    List<Work.Input> inputs = s.inputs();
    Tensor x =
        Tensor.fromArray(Fill.floats(inputs.get(0), seed, 0), inputs.get(0).sizes()).toDouble();
    Tensor y = Tensor.fromArray(Fill.labels(inputs.get(1), seed, 1), inputs.get(1).sizes());
    for (Tensor t : outputs(s, net, x, y)) {
      output.accept(t.reshape(-1).toDoubleArray());
    }
  }

  /** What is compared, in the network's own type. */
  static List<Tensor> outputs(Work.Step s, Module net, Tensor pictures, Tensor labels) {
    Tensor x = pictures.narrow(0, 0, s.checked());
    if (!s.train()) {
      return List.of(((Layer) net.eval()).call(x).detach());
    }
    net.train();
    Network.withoutDropout(net);
    Tensor loss = F.crossEntropy(((Layer) net).call(x), labels.narrow(0, 0, s.checked()));
    loss.backward();
    // Added up in float64: in float32 the norm of 100 million numbers is wrong by 0.3 %.
    Tensor[] norms =
        net.parameters().stream().map(p -> p.grad().toDouble().norm()).toArray(Tensor[]::new);
    net.zeroGrad();
    net.train();
    return List.of(loss.detach(), Tensor.stack(0, norms).to(loss.dtype()));
  }
}
