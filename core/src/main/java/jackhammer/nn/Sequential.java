package jackhammer.nn;

import jackhammer.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Layers applied one after the other. Functions count as layers.
 *
 * <pre>{@code
 * Sequential net = new Sequential(new Linear(784, 64), Tensor::relu, new Linear(64, 10));
 * Tensor logits = net.call(x);
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Sequential.html">torch.nn.Sequential</a>
 */
public class Sequential extends Module implements Layer {

  /** Layers under the names 0, 1, ... */
  public Sequential(Layer... layers) {
    for (int i = 0; i < layers.length; i++) {
      registerModule(Integer.toString(i), asModule(layers[i]));
    }
  }

  /** Layers under names of their own, in the order of the map. */
  public Sequential(Map<String, ? extends Layer> layers) {
    layers.forEach((name, layer) -> registerModule(name, asModule(layer)));
  }

  /** A module as it is, a function as a module around it. */
  static Module asModule(Object layer) {
    return switch (layer) {
      case Module m -> m;
      case Layer function -> new Lambda(function);
      case null, default ->
          throw new IllegalArgumentException("Sequential: a layer must not be null");
    };
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = x;
    for (Layer layer : layers()) {
      y = layer.call(y);
    }
    return y;
  }

  private List<Layer> layers() {
    return children().stream().map(Layer.class::cast).toList();
  }

  /** The layer at a place; negative places count from the end. */
  public Layer get(int index) {
    List<Layer> layers = layers();
    int i = index < 0 ? index + layers.size() : index;
    if (i < 0 || i >= layers.size()) {
      throw new IndexOutOfBoundsException(
          "Sequential: index " + index + " is out of range for " + layers.size() + " layers");
    }
    return layers.get(i);
  }

  /** How many layers there are. */
  public int size() {
    return children().size();
  }

  /** Adds a layer at the end. */
  public Sequential append(Layer layer) {
    registerModule(Integer.toString(size()), asModule(layer));
    return this;
  }

  /** A function among modules. */
  private static final class Lambda extends Module implements Layer {
    private final Layer function;

    Lambda(Layer function) {
      this.function = function;
    }

    @Override
    public Tensor forward(Tensor x) {
      return function.call(x);
    }
  }
}
