package jackhammer.nn;

import static jackhammer.Tensor.full;
import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.tensor;
import static jackhammer.Tensor.zeros;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.testing.Facts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Twins of conformance/goldens/modules.py. */
final class ModulePrograms {
  private ModulePrograms() {}

  private static String names(Collection<String> names) {
    return names.stream().map(n -> n.isEmpty() ? "''" : n).collect(Collectors.joining(" "));
  }

  private static void listing(Facts f, Module m, String what) {
    f.put(what + "parameters", names(m.namedParameters().keySet()));
    f.put(what + "buffers", names(m.namedBuffers().keySet()));
    f.put(what + "modules", names(m.namedModules().keySet()));
    f.put(what + "children", names(m.namedChildren().keySet()));
    f.put(what + "state", String.join(" ", m.stateDict().keySet()));
  }

  static class Base extends Module {
    final Linear first = new Linear(1, 2);
    final Parameter scale = new Parameter(ones(2));
    @Buffer Tensor count = zeros(1);
  }

  static class Net extends Base {
    final List<Module> blocks = List.of(new Linear(2, 2), new Linear(2, 3));
    final Parameter shift = new Parameter(zeros(2));

    @Buffer(persistent = false)
    Tensor scratch = zeros(3);

    final Map<String, Module> by_name = new LinkedHashMap<>();
    final Linear nothing = null;
    final Sequential last = new Sequential(new Linear(3, 1), new Sigmoid());
    @Buffer Tensor whole;

    Net() {
      by_name.put("b", new ReLU());
      by_name.put("a", new Linear(3, 1, o -> o.bias(false)));
    }
  }

  static void whatANetLists(Facts f) {
    Net net = new Net();
    listing(f, net, "");
    f.put("counts", net.parameters().size(), net.modules().size(), net.children().size());
    f.put("printed", net.toString());
  }

  static final class Shared extends Module {
    final Linear a = new Linear(2, 2);
    final Linear b = a;
    final Sequential c = new Sequential(a, new ReLU(), a);
    final Tied d = new Tied(new Parameter(ones(2, 2)));
    final Tied e = new Tied(d.weight);
  }

  /** A layer that prints as Linear, on a weight that is given. */
  static final class Tied extends Module {
    final Parameter weight;

    Tied(Parameter weight) {
      this.weight = weight;
    }

    @Override
    protected String typeName() {
      return "Linear";
    }

    @Override
    protected String extraRepr() {
      return "in_features=2, out_features=2, bias=False";
    }
  }

  static void sharedModulesAndParameters(Facts f) {
    Shared net = new Shared();
    listing(f, net, "");
    f.put("length", net.c.size());
    List<String> visits = new ArrayList<>();
    net.apply(m -> visits.add(m.typeName()));
    f.put("visits", String.join(" ", visits));
    f.put("printed", net.toString());
  }

  static void aSequenceIsChanged(Facts f) {
    Sequential s = new Sequential(new Linear(1, 2), new ReLU());
    s.append(new Linear(2, 3));
    listing(f, s, "append ");
    s.insert(1, new Sigmoid());
    f.put("insert", s.toString());
    s.set(0, new Linear(1, 2, o -> o.bias(false)));
    listing(f, s, "set ");
    f.put("taken", s.remove(2).toString());
    f.put("pop", s.toString());
    f.put("slice", s.slice(1, s.size()).toString());
    f.put("slice before", s.slice(0, -1).toString());
    f.put("empty slice", s.slice(2, 1).toString());
    s.extend(new Sequential(new Tanh(), new Softmax(1)));
    f.put("extend", s.toString());
    f.put("last", s.get(-1).toString());
    f.put("length", s.size());
    f.fails("beyond", () -> s.get(5));
    f.fails("before", () -> s.get(-6));
    List<String> types = new ArrayList<>();
    for (Layer layer : s) {
      types.add(((Module) layer).typeName());
    }
    f.put("iterated", String.join(" ", types));
    Map<String, Layer> named = new LinkedHashMap<>();
    named.put("one", new Linear(1, 2));
    named.put("two", new ReLU());
    Sequential n = new Sequential(named);
    n.append(new Tanh());
    f.put("named", n.toString());
    f.put("named slice", n.slice(1, n.size()).toString());
    listing(f, n, "named ");
  }

  static void aListOfModulesIsChanged(Facts f) {
    ModuleList m = new ModuleList(new Linear(1, 1), new Linear(1, 1));
    m.append(new ReLU());
    m.insert(0, new Tanh());
    f.put("insert", m.toString());
    m.set(1, new Sigmoid());
    f.put("set", m.toString());
    f.put("popped", m.remove(0).toString());
    f.put("pop", m.toString());
    m.extend(List.of(new Linear(1, 1), m.get(0)));
    f.put("extend", m.toString());
    f.put("slice", m.slice(1, 3).toString());
    f.put("length", m.size());
    listing(f, m, "");
  }

  static void modulesByNameAreChanged(Facts f) {
    ModuleDict d = new ModuleDict();
    d.put("z", new Linear(1, 1));
    d.put("a", new ReLU());
    d.put("z", new Tanh());
    Map<String, Module> more = new LinkedHashMap<>();
    more.put("m", new Linear(1, 2));
    more.put("a", new Sigmoid());
    d.putAll(more);
    f.put("printed", d.toString());
    f.put("keys", String.join(" ", d.keySet()));
    f.put("has", d.containsKey("a"), d.containsKey("b"), d.size());
    f.put("popped", d.remove("a").toString());
    f.fails("popped again", () -> d.remove("a"));
    f.fails("missing", () -> d.get("q"));
    f.fails("a dot", () -> d.put("a.b", new ReLU()));
    f.fails("no name", () -> d.put("", new ReLU()));
    listing(f, d, "");
    d.clear();
    f.put("cleared", d.toString());
  }

  static void parametersInListsAndByName(Facts f) {
    Parameter p = new Parameter(ones(2, 3));
    ParameterList items = new ParameterList(p, new Parameter(zeros(1)));
    items.append(p);
    items.append(new Parameter(zeros(2)));
    f.put("length", items.size());
    f.put("list", items.toString());
    items.set(1, new Parameter(ones(4)));
    f.put("set", items.get(1), items.get(-1));
    items.extend(List.of(new Parameter(ones(5))));
    listing(f, items, "list ");
    ParameterDict d = new ParameterDict();
    d.put("z", new Parameter(ones(2, 3)));
    d.put("a", p);
    d.put("z", new Parameter(zeros(4)));
    f.put("dict", d.toString());
    f.put("dict has", d.containsKey("z"), d.containsKey("q"), d.size());
    listing(f, d, "dict ");
    d.remove("z");
    f.put("dict left", String.join(" ", d.keySet()));
    f.fails("dict missing", () -> d.get("z"));
  }

  private static Sequential sevens() {
    Sequential net = new Sequential(new Linear(2, 2), new Linear(2, 1));
    Autograd.noGrad(() -> net.parameters().forEach(p -> p.fill_(7)));
    return net;
  }

  private static Map<String, Tensor> state(Module m, Function<Tensor, Tensor> values) {
    Map<String, Tensor> result = new LinkedHashMap<>();
    m.stateDict().forEach((k, v) -> result.put(k, values.apply(v)));
    return result;
  }

  static void statesThatDoNotFit(Facts f) {
    Map<String, Tensor> full = state(sevens(), v -> full(v.size(), 1.0));
    Map<String, Tensor> missing = new LinkedHashMap<>(full);
    missing.remove("0.bias");
    Map<String, Tensor> extra = new LinkedHashMap<>(full);
    extra.put("more", ones(1));
    Map<String, Tensor> size = new LinkedHashMap<>(full);
    size.put("1.weight", ones(3, 3));
    Map<String, Map<String, Tensor>> states = new LinkedHashMap<>();
    states.put("full", full);
    states.put("missing", missing);
    states.put("extra", extra);
    states.put("size", size);
    states.forEach(
        (name, state) -> {
          f.fails(name + " strict", () -> sevens().loadStateDict(state));
          Sequential net = sevens();
          f.fails(name + " loose", () -> net.loadStateDict(state, false));
          if (!name.equals("size")) {
            Module.IncompatibleKeys r = sevens().loadStateDict(state, false);
            f.put(
                name + " keys",
                String.join(" ", r.missingKeys()) + " / " + String.join(" ", r.unexpectedKeys()));
            f.put(name + " loaded", net.parameters().toArray());
          }
        });
    Sequential net = sevens();
    net.loadStateDict(state(net, v -> full(v.size(), 2.5).toDouble()));
    f.put("from float64", net.parameters().toArray());
    net.loadStateDict(state(net, v -> full(v.size(), 3L)));
    f.put("from int64", net.parameters().toArray());
  }

  static void whatAStateShares(Facts f) {
    Linear net = new Linear(1, 1, o -> o.bias(false));
    Map<String, Tensor> state = net.stateDict();
    f.put("flags", state.get("weight").requiresGrad(), state.get("weight") instanceof Parameter);
    state.get("weight").fill_(3);
    f.put("shared", net.weight());
    Linear other = new Linear(1, 1, o -> o.bias(false));
    other.loadStateDict(state);
    state.get("weight").fill_(4);
    f.put("copied", other.weight());
    f.fails("itself", () -> net.loadStateDict(net.stateDict()));
    f.put("and itself", net.weight());
  }

  private static Object[] training(Module net) {
    return net.modules().stream().map(Module::isTraining).toArray();
  }

  /** Lists in fields have no mode of their own, so the blocks stand in a ModuleList here. */
  static final class Modes extends Base {
    final ModuleList blocks = new ModuleList(new Linear(2, 2), new Linear(2, 3));
    final Parameter shift = new Parameter(zeros(2));

    @Buffer(persistent = false)
    Tensor scratch = zeros(3);

    final ModuleDict by_name = new ModuleDict();
    final Sequential last = new Sequential(new Linear(3, 1), new Sigmoid());
    @Buffer Tensor whole;

    Modes() {
      by_name.put("b", new ReLU()).put("a", new Linear(3, 1, o -> o.bias(false)));
    }
  }

  static void modesTypesAndGradients(Facts f) {
    Modes net = new Modes();
    f.put("training", training(net));
    net.blocks.eval();
    f.put("part", training(net));
    net.eval();
    f.put("eval", training(net));
    net.train();
    f.put("train", net.by_name.get("b").isTraining());
    net.whole = tensor(new long[] {3});
    net.scale.mul(2).sum().backward();
    net.to(DType.FLOAT32);
    f.put("same type", net.scale.grad());
    net.to(DType.FLOAT64);
    List<Object> types = new ArrayList<>();
    net.parameters().forEach(p -> types.add(p.dtype()));
    net.buffers().forEach(b -> types.add(b.dtype()));
    f.put("types", types.toArray());
    f.put("gradient", net.scale.grad());
    f.fails("integer", () -> net.to(DType.INT64));
    net.zeroGrad(false);
    f.put("zeros", net.scale.grad(), net.shift.grad());
    net.zeroGrad();
    f.put("none", net.scale.grad());
    net.requiresGrad_(false);
    f.put("frozen", net.parameters().stream().map(Tensor::requiresGrad).toArray());
  }
}
