package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.ops.Check;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The base of every layer and network: it holds parameters, buffers and other modules, and lists
 * them under PyTorch's names.
 *
 * <p>What a subclass has in its fields is found by itself: each {@link Parameter}, each module,
 * lists, arrays and maps of them, and tensors marked with {@link Buffer}, under the field's name
 * and in the order of declaration.
 *
 * <pre>{@code
 * import jackhammer.nn.*;
 * import jackhammer.nn.Module; // java.lang has a Module too
 *
 * class Net extends Module implements Layer {
 *   final Conv2d conv = new Conv2d(1, 6, 5);
 *   final Linear fc = new Linear(6 * 12 * 12, 10);
 *
 *   @Override
 *   public Tensor forward(Tensor x) {
 *     return fc.call(F.maxPool2d(conv.call(x).relu(), 2).flatten(1));
 *   }
 * }
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html">torch.nn.Module</a>
 */
public abstract class Module {
  private final Registry registry = new Registry(this);
  private final Hooks hooks = new Hooks();
  private boolean training = true;

  protected Module() {}

  // ---- registration ----

  /**
   * The place of a parameter in a module. A layer reads its weight from here at each call, so that
   * the weight can be replaced by one that is computed.
   */
  public static final class Slot extends Registry.Part {
    private final Parameter parameter;

    Slot(Parameter parameter) {
      this.parameter = parameter;
    }

    /** The tensor to compute with; null for an absent one. */
    @Override
    public Tensor get() {
      return super.get();
    }

    @Override
    Parameter stored() {
      return parameter;
    }

    @Override
    void store(Tensor value) {
      if (value != parameter) {
        boolean fits = value.size().equals(parameter.size()) && value.dtype() == parameter.dtype();
        Tensor gradient = fits ? parameter.grad() : null;
        parameter.data_(value.detach()).grad(gradient);
      }
    }

    Parameter parameter() {
      return isComputed() ? null : parameter;
    }
  }

  /**
   * Adds a parameter under a name.
   *
   * @param parameter null for one that is left out, such as the bias of a layer without
   * @throws IllegalArgumentException if the name is taken, empty, or has a dot
   */
  protected final Slot registerParameter(String name, Parameter parameter) {
    return registry.addParameter(name, parameter);
  }

  /**
   * Adds a buffer that is saved with the state.
   *
   * @return gives the tensor to compute with, which another element type replaces
   */
  protected final Supplier<Tensor> registerBuffer(String name, Tensor buffer) {
    return registerBuffer(name, buffer, true);
  }

  /** Adds a buffer; null for one that is left out. */
  protected final Supplier<Tensor> registerBuffer(String name, Tensor buffer, boolean persistent) {
    return registry.addBuffer(name, buffer, persistent)::get;
  }

  /** Adds a module under a name. */
  protected final <M extends Module> M registerModule(String name, M module) {
    registry.addModule(name, module);
    return module;
  }

  // ---- what is in it ----

  /**
   * A parameter by its name, with dots for the way through inner modules: {@code "conv1.weight"}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public final Parameter parameter(String name) {
    return find("parameter", name, namedParameters());
  }

  /** A buffer by its name. */
  public final Tensor buffer(String name) {
    return find("buffer", name, namedBuffers());
  }

  /** An inner module by its name; the empty name is this module. */
  public final Module module(String name) {
    return find("module", name, namedModules());
  }

  private <T> T find(String kind, String name, Map<String, T> all) {
    T found = all.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          String.format(
              "%s: there is no %s named \"%s\"; there are %s",
              typeName(), kind, name, all.keySet()));
    }
    return found;
  }

  /** All parameters, those of inner modules included, each once. */
  public final List<Parameter> parameters() {
    return List.copyOf(namedParameters().values());
  }

  /**
   * All parameters by name, in PyTorch's order; one that several modules share has its first name.
   */
  public final Map<String, Parameter> namedParameters() {
    Map<String, Parameter> result = new LinkedHashMap<>();
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    namedModules()
        .forEach(
            (prefix, module) ->
                module.registry.parameters((name, p) -> put(result, seen, prefix, name, p)));
    return result;
  }

  /** All buffers, those of inner modules included. */
  public final List<Tensor> buffers() {
    return List.copyOf(namedBuffers().values());
  }

  /** All buffers by name. */
  public final Map<String, Tensor> namedBuffers() {
    Map<String, Tensor> result = new LinkedHashMap<>();
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    namedModules()
        .forEach(
            (prefix, module) ->
                module.registry.buffers((name, b) -> put(result, seen, prefix, name, b.stored())));
    return result;
  }

  private static <T> void put(
      Map<String, T> result, Set<Object> seen, String prefix, String name, T value) {
    if (value != null && seen.add(value)) {
      result.put(join(prefix, name), value);
    }
  }

  /** The modules directly in this one, each once. */
  public final List<Module> children() {
    return List.copyOf(namedChildren().values());
  }

  /** The modules directly in this one, by name; one that stands there twice has its first name. */
  public final Map<String, Module> namedChildren() {
    Map<String, Module> result = new LinkedHashMap<>();
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    registry.modules((name, module) -> put(result, seen, "", name, module));
    return result;
  }

  /** What stands under each name: one module may stand there twice. */
  final SequencedMap<String, Module> entries() {
    SequencedMap<String, Module> result = new LinkedHashMap<>();
    registry.modules(result::put);
    return result;
  }

  /** What was registered by name; null for a parameter that is left out. */
  final SequencedMap<String, Parameter> ownParameters() {
    SequencedMap<String, Parameter> result = new LinkedHashMap<>();
    registry.parameters(result::put);
    return result;
  }

  /** Puts other modules in the place of those that were registered by name. */
  final void replaceModules(Map<String, Module> replacement) {
    registry.replaceModules(replacement);
  }

  /** What is registered under a name and can be computed instead; null if there is nothing. */
  final Registry.Part part(String name) {
    return registry.part(name);
  }

  /** The names of all such parts. */
  final List<String> partNames() {
    return registry.partNames();
  }

  /** Takes a part away that is computed from now on. */
  final void takeOut(String name) {
    registry.takeOut(name);
  }

  /** Puts a part back, at the end. */
  final void putBack(String name, Registry.Part part) {
    registry.putBack(name, part);
  }

  /** Takes away what was registered under a name. */
  final void unregister(String name) {
    registry.remove(name);
  }

  /** This module and all inner ones, each once, outer before inner. */
  public final List<Module> modules() {
    return List.copyOf(namedModules().values());
  }

  /** This module under the empty name and all inner ones under theirs. */
  public final Map<String, Module> namedModules() {
    Map<String, Module> result = new LinkedHashMap<>();
    walk("", result, Collections.newSetFromMap(new IdentityHashMap<>()));
    return result;
  }

  private void walk(String name, Map<String, Module> result, Set<Module> seen) {
    if (seen.add(this)) {
      result.put(name, this);
      registry.modules((child, module) -> module.walk(join(name, child), result, seen));
    }
  }

  private static String join(String prefix, String name) {
    return prefix.isEmpty() ? name : prefix + "." + name;
  }

  // ---- modes and conversion ----

  /** Runs {@code action} on every inner module and then on this one. */
  public Module apply(Consumer<Module> action) {
    Check.notNull("apply", "action", action);
    apply(action, Collections.newSetFromMap(new IdentityHashMap<>()));
    return this;
  }

  /** Open are the modules around this one: a module that leads back to one of them ends there. */
  private void apply(Consumer<Module> action, Set<Module> open) {
    if (open.add(this)) {
      children().forEach(child -> child.apply(action, open));
      action.accept(this);
      open.remove(this);
    }
  }

  /** Switches to training: dropout drops, batch norm uses the batch. */
  public Module train() {
    return train(true);
  }

  /** Switches training on or off, in all inner modules too. */
  public Module train(boolean on) {
    modules().forEach(m -> m.training = on);
    return this;
  }

  /** Switches to evaluation. */
  public Module eval() {
    return train(false);
  }

  /** Whether this module is training. */
  public final boolean isTraining() {
    return training;
  }

  /**
   * Converts all floating-point parameters and buffers, in place.
   *
   * @throws IllegalArgumentException if the type is not a floating-point type
   */
  public Module to(DType dtype) {
    if (dtype == null || !dtype.isFloatingPoint()) {
      throw new IllegalArgumentException(
          typeName() + ".to: dtype must be a floating-point type, got " + dtype);
    }
    parameters().stream()
        .filter(p -> p.dtype().isFloatingPoint() && p.dtype() != dtype)
        .forEach(
            p -> {
              if (p.isUninitialized()) {
                Tensors.state(p).uninitialized(dtype);
                return;
              }
              Tensor grad = p.grad() == null ? null : p.grad().detach().to(dtype);
              p.data_(p.detach().to(dtype)).grad(grad);
            });
    modules().forEach(m -> m.registry.convertBuffers(dtype));
    return this;
  }

  /** Switches learning on or off for all parameters. */
  public Module requiresGrad_(boolean wish) {
    parameters().forEach(p -> p.requiresGrad_(wish));
    return this;
  }

  /** Drops the gradients of all parameters. */
  public void zeroGrad() {
    zeroGrad(true);
  }

  /** Drops the gradients of all parameters, or with false fills them with zeros. */
  public void zeroGrad(boolean setToNone) {
    for (Parameter p : parameters()) {
      if (setToNone) {
        p.grad(null);
      } else if (p.grad() != null) {
        p.grad(p.grad().detach());
        p.grad().zero_();
      }
    }
  }

  // ---- state ----

  /**
   * All parameters and persistent buffers under PyTorch's keys, in its order. The tensors share
   * memory with the module and are outside the graph. What a lazy layer has not made yet stands
   * there as it is: it can be loaded into, and loaded from by another lazy layer.
   */
  public final Map<String, Tensor> stateDict() {
    Map<String, Tensor> result = new LinkedHashMap<>();
    collectState("", result, Collections.newSetFromMap(new IdentityHashMap<>()));
    return result;
  }

  private void collectState(String prefix, Map<String, Tensor> result, Set<Module> open) {
    if (!open.add(this)) {
      return;
    }
    registry.parameters(
        (name, p) -> {
          if (p != null) {
            result.put(join(prefix, name), p.isUninitialized() ? p : p.detach());
          }
        });
    registry.buffers(
        (name, b) -> {
          if (b.stored() != null && b.persistent()) {
            Tensor t = b.stored();
            result.put(join(prefix, name), Weights.isWaiting(t) ? t : t.detach());
          }
        });
    registry.modules((name, module) -> module.collectState(join(prefix, name), result, open));
    open.remove(this);
  }

  /**
   * Which keys of a state did not fit.
   *
   * @param missingKeys in the module but not in the state
   * @param unexpectedKeys in the state but not in the module
   */
  public record IncompatibleKeys(List<String> missingKeys, List<String> unexpectedKeys) {
    /** As PyTorch prints it. */
    @Override
    public String toString() {
      return missingKeys.isEmpty() && unexpectedKeys.isEmpty()
          ? "<All keys matched successfully>"
          : "_IncompatibleKeys(missing_keys=%s, unexpected_keys=%s)"
              .formatted(quoted(missingKeys), quoted(unexpectedKeys));
    }

    private static String quoted(List<String> names) {
      return names.stream().map(n -> "'" + n + "'").collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** Copies a state into this module; every key must fit. */
  public final IncompatibleKeys loadStateDict(Map<String, Tensor> state) {
    return loadStateDict(state, true);
  }

  /**
   * Copies a state into this module. Nothing is changed if anything does not fit.
   *
   * @param strict whether a missing or unexpected key is an error
   * @throws IllegalArgumentException naming every key that is missing, unexpected, or of another
   *     size
   */
  public final IncompatibleKeys loadStateDict(Map<String, Tensor> state, boolean strict) {
    Check.notNull(typeName() + ".loadStateDict", "state", state);
    return StateLoading.load(this, state, strict);
  }

  // ---- calls and hooks ----

  /** Sees, and may replace, what goes into a module: null leaves it. */
  @FunctionalInterface
  public interface ForwardPreHook {
    Object[] apply(Module module, Object[] inputs);
  }

  /** Sees, and may replace, what comes out of a module: null leaves it. */
  @FunctionalInterface
  public interface ForwardHook {
    Object apply(Module module, Object[] inputs, Object output);
  }

  /** Sees the gradients of a module's outputs and inputs, and may replace those of the inputs. */
  @FunctionalInterface
  public interface BackwardHook {
    Tensor[] apply(Module module, Tensor[] gradInputs, Tensor[] gradOutputs);
  }

  /**
   * Calls a hook before each {@code forward}.
   *
   * @return takes the hook away again when run
   */
  public final Runnable registerForwardPreHook(ForwardPreHook hook) {
    return hooks.addBefore(Check.notNull("registerForwardPreHook", "hook", hook));
  }

  /**
   * Calls a hook after each {@code forward}.
   *
   * @return takes the hook away again when run
   */
  public final Runnable registerForwardHook(ForwardHook hook) {
    return hooks.addAfter(Check.notNull("registerForwardHook", "hook", hook));
  }

  /**
   * Calls a hook each time the gradients of the module's inputs have been computed.
   *
   * @return takes the hook away again when run
   */
  public final Runnable registerFullBackwardHook(BackwardHook hook) {
    return hooks.addBackward(Check.notNull("registerFullBackwardHook", "hook", hook));
  }

  final boolean hasHooks() {
    return !hooks.isEmpty();
  }

  final Tensor call(Layer layer, Tensor x) {
    return hooks.isEmpty()
        ? Calls.run(this, () -> layer.forward(given(x)))
        : call(new Object[] {x}, in -> layer.forward(given((Tensor) in[0])));
  }

  private Tensor given(Tensor input) {
    return Check.notNull(typeName(), "input", input);
  }

  /**
   * What a module with a {@code call} of its own signature runs its forward in: hooks around it,
   * and its path in the text of an error.
   *
   * @param inputs the arguments as hooks see them
   * @param forward from the arguments, which hooks may have replaced
   */
  protected final <T> T call(Object[] inputs, Function<Object[], T> forward) {
    return Calls.run(this, () -> hooks.around(this, inputs, forward));
  }

  // ---- printed form ----

  /** The class's name as it is printed. */
  protected String typeName() {
    return Registry.simpleName(getClass());
  }

  /** What stands between the brackets of the printed form. */
  protected String extraRepr() {
    return "";
  }

  /** PyTorch's printed form, inner modules indented. */
  @Override
  public String toString() {
    return ModulePrinter.print(this);
  }

  /** The children as they are printed. */
  List<Map.Entry<String, Module>> printedChildren() {
    return new ArrayList<>(entries().entrySet());
  }
}
