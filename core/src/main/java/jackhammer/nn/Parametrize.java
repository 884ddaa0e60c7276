package jackhammer.nn;

import jackhammer.Autograd;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.IdentityHashMap;
import java.util.function.Supplier;

/**
 * Parameters that are computed from others at each use, PyTorch's {@code
 * torch.nn.utils.parametrize}: the layer computes with what a parametrization makes, and what is
 * learned and saved stands in its module {@code parametrizations}.
 *
 * <pre>{@code
 * Linear layer = Parametrize.registerParametrization(new Linear(3, 3), "weight", w -> w.triu());
 * layer.parameter("parametrizations.weight.original"); // learned
 * layer.weight();                                      // its upper triangle
 * }</pre>
 *
 * <p>The parameter or buffer must be registered by name and read through its slot, as all layers of
 * this package do; one in a field of a module of your own cannot be replaced.
 *
 * @see Parametrizations
 * @see <a
 *     href="https://docs.pytorch.org/tutorials/intermediate/parametrizations.html">torch.nn.utils.parametrize</a>
 */
public final class Parametrize {
  private static final String MODULES = "parametrizations";

  private Parametrize() {}

  /**
   * Lets a parametrization compute a parameter or buffer from now on; a second one is applied after
   * the first. The parameter becomes the original, or where the parametrization's {@code
   * rightInverse} gives several tensors, they do, as new parameters.
   *
   * @return the module
   * @throws IllegalArgumentException if there is no such parameter, or if the parametrization
   *     changes its size or dtype
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.register_parametrization.html">torch.nn.utils.parametrize.register_parametrization</a>
   */
  public static <M extends Module> M registerParametrization(
      M module, String tensorName, Parametrization parametrization) {
    return registerParametrization(module, tensorName, parametrization, false);
  }

  /** The same with a layer, such as {@code Tensor::exp}, which does not know the way back. */
  public static <M extends Module> M registerParametrization(
      M module, String tensorName, Layer parametrization) {
    return registerParametrization(module, tensorName, parametrization, false);
  }

  /**
   * The same.
   *
   * @param unsafe whether size and dtype may change, which is not checked then
   */
  public static <M extends Module> M registerParametrization(
      M module, String tensorName, Parametrization parametrization, boolean unsafe) {
    register(module, tensorName, parametrization, unsafe);
    return module;
  }

  /** The same with a layer. */
  public static <M extends Module> M registerParametrization(
      M module, String tensorName, Layer parametrization, boolean unsafe) {
    Check.notNull("registerParametrization", "parametrization", parametrization);
    register(module, tensorName, Sequential.asModule(parametrization), unsafe);
    return module;
  }

  private static void register(Module module, String name, Module parametrization, boolean unsafe) {
    String op = "registerParametrization";
    Check.notNull(op, "module", module);
    Check.notNull(op, "parametrization", parametrization).train(module.isTraining());
    ParametrizationList list = list(module, name);
    if (list != null) {
      list.add(parametrization, unsafe);
      return;
    }
    Registry.Part part = part(op, module, name);
    String what = op + ": " + module.typeName() + "." + name;
    list = new ParametrizationList(what, parametrization, part, unsafe);
    module.takeOut(name);
    if (module.entries().get(MODULES) instanceof ModuleDict lists) {
      lists.put(name, list);
    } else {
      module.registerModule(MODULES, new ModuleDict().put(name, list));
    }
    part.compute(list::value);
  }

  /** The tensor of that name that a module computes with. */
  static Tensor current(String op, Module module, String name) {
    Check.notNull(op, "module", module);
    ParametrizationList list = list(module, name);
    return list == null ? part(op, module, name).get() : list.value();
  }

  private static Registry.Part part(String op, Module module, String name) {
    Registry.Part part = module.part(name);
    boolean holdsOthers =
        module instanceof ParameterList
            || module instanceof ParameterDict
            || module instanceof ModuleList
            || module instanceof ModuleDict
            || module instanceof Sequential;
    if (part == null || part.get() == null || holdsOthers) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %s has no parameter or buffer named \"%s\" that is registered by name and read"
                  + " through its slot; there are %s",
              op, module.typeName(), name, holdsOthers ? "[]" : module.partNames()));
    }
    if (part.get() instanceof Parameter p && p.isUninitialized()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: \"%s\" of %s has no numbers yet; call the lazy layer once before",
              op, name, module.typeName()));
    }
    return part;
  }

  /** The parametrizations of a parameter; null if there are none. */
  private static ParametrizationList list(Module module, String name) {
    return module.entries().get(MODULES) instanceof ModuleDict lists && lists.containsKey(name)
        ? (ParametrizationList) lists.get(name)
        : null;
  }

  /**
   * Whether a parameter or buffer of a module is computed.
   *
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.is_parametrized.html">torch.nn.utils.parametrize.is_parametrized</a>
   */
  public static boolean isParametrized(Module module, String tensorName) {
    return list(Check.notNull("isParametrized", "module", module), tensorName) != null;
  }

  /** Whether any parameter or buffer of the module itself is computed. */
  public static boolean isParametrized(Module module) {
    return Check.notNull("isParametrized", "module", module).entries().get(MODULES)
            instanceof ModuleDict lists
        && lists.size() > 0
        && lists.keySet().stream().allMatch(n -> lists.get(n) instanceof ParametrizationList);
  }

  /**
   * Gives a module its parameter back, with the value that it has now.
   *
   * @return the module
   * @throws IllegalArgumentException if the parameter is not computed
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.remove_parametrizations.html">torch.nn.utils.parametrize.remove_parametrizations</a>
   */
  public static <M extends Module> M removeParametrizations(M module, String tensorName) {
    return removeParametrizations(module, tensorName, true);
  }

  /**
   * The same.
   *
   * @param leaveParametrized whether the parameter has the computed value, else that of its
   *     original, which must be one
   */
  public static <M extends Module> M removeParametrizations(
      M module, String tensorName, boolean leaveParametrized) {
    String op = "removeParametrizations";
    Check.notNull(op, "module", module);
    ParametrizationList list = list(module, tensorName);
    if (list == null) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %s has no parametrization of \"%s\"", op, module.typeName(), tensorName));
    }
    if (!leaveParametrized && !list.isOne) {
      throw new IllegalArgumentException(
          String.format(
              "%s: \"%s\" is computed from several tensors, so there is no original of its size to"
                  + " leave; leave the computed one",
              op, tensorName));
    }
    list.part.store(leaveParametrized ? Autograd.noGrad(list::value) : list.original());
    ModuleDict lists = (ModuleDict) module.entries().get(MODULES);
    lists.remove(tensorName);
    if (lists.size() == 0) {
      module.unregister(MODULES);
    }
    list.part.compute(null);
    module.putBack(tensorName, list.part);
    return module;
  }

  /**
   * Computes each parametrized parameter at most once inside {@code body}, on this thread: for
   * weights that one pass uses several times.
   *
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.cached.html">torch.nn.utils.parametrize.cached</a>
   */
  public static <T> T cached(Supplier<T> body) {
    Check.notNull("cached", "body", body);
    if (ParametrizationList.CACHE.get() != null) {
      return body.get();
    }
    ParametrizationList.CACHE.set(new IdentityHashMap<>());
    try {
      return body.get();
    } finally {
      ParametrizationList.CACHE.remove();
    }
  }
}
