package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Anomaly;
import jackhammer.internal.ops.Check;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

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
public class Sequential extends Module implements Layer, Iterable<Layer> {

  /** Layers under the names 0, 1, ... */
  public Sequential(Layer... layers) {
    Check.notNull("Sequential", "layers", layers);
    for (int i = 0; i < layers.length; i++) {
      registerModule(Integer.toString(i), asModule(layers[i]));
    }
  }

  /**
   * Layers under names of their own, in the order of the map.
   *
   * @throws IllegalArgumentException if the map has several layers and no order, such as {@code
   *     Map.of}
   */
  public Sequential(Map<String, ? extends Layer> layers) {
    Check.notNull("Sequential", "layers", layers);
    if (layers.size() > 1 && !(layers instanceof SequencedMap)) {
      throw new IllegalArgumentException(
          "Sequential: layers must come in an order, which a "
              + layers.getClass().getSimpleName()
              + " has not; use a LinkedHashMap");
    }
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
    List<Layer> layers = layers();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      if (layer instanceof Conv conv
          && i + 1 < layers.size()
          && isOnePass(conv, layers.get(i + 1))) {
        y = conv.call((Layer) conv::forwardRelu, y);
        i++;
      } else {
        y = layer.call(y);
      }
    }
    return y;
  }

  /** Whether nobody sees what is between the two: no hook, and no search for an anomaly. */
  private static boolean isOnePass(Conv conv, Layer next) {
    return next instanceof ReLU relu
        && !conv.hasHooks()
        && !relu.hasHooks()
        && !Anomaly.isEnabled();
  }

  private List<Layer> layers() {
    return entries().values().stream().map(Layer.class::cast).toList();
  }

  /** The layer at a place; negative places count from the end. */
  public Layer get(int index) {
    return layers().get(place(index));
  }

  /** How many layers there are. */
  public int size() {
    return entries().size();
  }

  @Override
  public Iterator<Layer> iterator() {
    return layers().iterator();
  }

  /** The layers from a place to before another one, under their names, shared with this one. */
  public Sequential slice(int from, int to) {
    List<Map.Entry<String, Module>> all = List.copyOf(entries().entrySet());
    int end = Places.bound(to, all.size());
    SequencedMap<String, Layer> part = new LinkedHashMap<>();
    for (int i = Places.bound(from, all.size()); i < end; i++) {
      part.put(all.get(i).getKey(), (Layer) all.get(i).getValue());
    }
    return new Sequential(part);
  }

  /** Adds a layer at the end. */
  public Sequential append(Layer layer) {
    registerModule(Integer.toString(size()), asModule(layer));
    return this;
  }

  /** Adds the layers of another one at the end. */
  public Sequential extend(Sequential other) {
    Check.notNull("Sequential.extend", "other", other);
    other.layers().forEach(this::append);
    return this;
  }

  /** Adds a layer before the one at a place; all are numbered again. */
  public Sequential insert(int index, Layer layer) {
    List<Module> all = new ArrayList<>(entries().values());
    all.add(index == all.size() ? index : place(index), asModule(layer));
    replaceModules(Places.numbered(all));
    return this;
  }

  /** Puts another layer in a place, under the same name. */
  public Sequential set(int index, Layer layer) {
    SequencedMap<String, Module> all = entries();
    all.put(List.copyOf(all.keySet()).get(place(index)), asModule(layer));
    replaceModules(all);
    return this;
  }

  /** Takes the layer at a place away; all are numbered again. */
  public Layer remove(int index) {
    List<Module> all = new ArrayList<>(entries().values());
    Module removed = all.remove(place(index));
    replaceModules(Places.numbered(all));
    return (Layer) removed;
  }

  private int place(int index) {
    return Places.of("Sequential", "layers", index, size());
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
