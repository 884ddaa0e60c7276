package jackhammer.nn;

import jackhammer.Tensor;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One layer, loss or function in the suite: how it is made from PyTorch's arguments, and what must
 * not be checked. What it is called on stands in conformance/goldens/layer_rows_*.py under the same
 * key; everything else is derived: see the Layer*Test beside this class.
 */
final class LayerRow {

  /** A call of a module. */
  @FunctionalInterface
  interface Use {
    Object on(Module module, Tensor[] x);
  }

  /** A call of a module that takes more than tensors. */
  @FunctionalInterface
  interface UseWithArgs {
    Object on(Module module, Tensor[] x, Args a);
  }

  /** The layer as a function; null for arguments that the function does not have. */
  @FunctionalInterface
  interface AsFunction {
    Object of(Args a, Map<String, Tensor> t);
  }

  /** A call that must be refused. */
  record Bad(Class<? extends Exception> type, String text, Supplier<?> call) {}

  final String key;
  final Function<Args, ? extends Module> make;
  final Set<String> covers = new LinkedHashSet<>();
  final Set<Bad> bad = new LinkedHashSet<>();
  UseWithArgs use = (module, x, a) -> call(module, x);
  AsFunction function;
  Predicate<LayerCase> perRow = c -> false;
  boolean isUnbatched;
  boolean followsMemory;
  Predicate<LayerCase> isSmooth = c -> true;
  LayerCase large;

  /**
   * @param key PyTorch's class, or "F." and a function
   * @param make null for a function
   */
  LayerRow(String key, Function<Args, ? extends Module> make) {
    this.key = key;
    this.make = make;
  }

  private static Object call(Module module, Tensor[] x) {
    return switch (module) {
      case Layer layer -> layer.call(x[0]);
      case Loss loss -> loss.call(x[0], x[1]);
      default -> throw new AssertionError(module + ": say in its row how it is called: as(...)");
    };
  }

  /** How a module is called that is neither a Layer nor a Loss. */
  LayerRow as(Use call) {
    use = (module, x, a) -> call.on(module, x);
    return this;
  }

  /** How a module is called whose call has arguments of its own. */
  LayerRow asWithArgs(UseWithArgs call) {
    use = call;
    return this;
  }

  /**
   * The same in F, from the inputs and parameters by name.
   *
   * @param names all methods of F that this covers; the first is the one that is called
   */
  LayerRow function(AsFunction call, String... names) {
    function = call;
    covers.addAll(java.util.List.of(names));
    return this;
  }

  /** Entry i of the output depends on entry i of the first input only, in cases like these. */
  LayerRow perRow(Predicate<LayerCase> cases) {
    perRow = cases;
    return this;
  }

  /** The same for inputs of this many dimensions, which the layer also takes one by one. */
  LayerRow batched(int dims) {
    isUnbatched = true;
    return perRow(c -> c.sizes().length == dims);
  }

  /** What is large enough for several threads, written as in the goldens. */
  LayerRow large(String args, String inputs) {
    large = LayerCase.of(key, -1, args, inputs);
    return this;
  }

  /** The result depends on how the input lies in memory. */
  LayerRow followsMemory() {
    followsMemory = true;
    return this;
  }

  /** The gradient jumps, so that differences show nothing about the second one. */
  LayerRow notSmooth() {
    return notSmooth(c -> true);
  }

  /** The same in these cases only, or what PyTorch calls the gradient is another number there. */
  LayerRow notSmooth(Predicate<LayerCase> cases) {
    isSmooth = cases.negate();
    return this;
  }

  /** What must be refused, and words of the message. */
  LayerRow bad(Class<? extends Exception> type, String text, Supplier<?> call) {
    bad.add(new Bad(type, text, call));
    return this;
  }

  @Override
  public String toString() {
    return key;
  }
}
