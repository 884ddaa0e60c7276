package jackhammer.internal.autograd;

import jackhammer.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The recorded gradient of a fused op, through the gradient of its composition. */
final class Compose {
  private Compose() {}

  static Tensor[] gradient(Tensor[] g, Saved saved, Grad.MultiComposition meaning) {
    int n = saved.inputCount();
    Tensor[] inputs = new Tensor[n];
    List<Tensor> wanted = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      inputs[i] = saved.tensor(i);
      if (inputs[i] != null && saved.needs(i)) {
        // A separate node for each input: the inner gradient must stop here and not run on into
        // what the input was computed from.
        inputs[i] = Graph.alias(inputs[i]);
        wanted.add(inputs[i]);
      }
    }
    Tensor[] outs = meaning.apply(inputs, saved);
    List<Tensor> from = new ArrayList<>();
    List<Tensor> up = new ArrayList<>();
    for (int i = 0; i < outs.length; i++) {
      if (g[i] != null && outs[i] != null) {
        from.add(outs[i]);
        up.add(g[i]);
      }
    }
    Tensor[] none = new Tensor[0];
    Tensor[] found =
        Engine.gradients(from.toArray(none), up.toArray(none), wanted.toArray(none), true, true);
    Tensor[] result = new Tensor[n];
    int next = 0;
    for (int i = 0; i < n; i++) {
      if (inputs[i] != null && saved.needs(i)) {
        result[i] = found[next++];
      }
    }
    return result;
  }
}
