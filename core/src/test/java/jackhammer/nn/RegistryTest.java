package jackhammer.nn;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.Autograd;
import jackhammer.Jackhammer;
import jackhammer.Parameter;
import jackhammer.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the scan of a user's fields finds, and what it refuses to leave out. */
class RegistryTest {

  private static Parameter learned(int n) {
    return new Parameter(ones(n));
  }

  private static Set<String> names(Module m) {
    return m.namedParameters().keySet();
  }

  static class Old extends Module {
    private final Parameter hidden = learned(1);
    final Linear fc = new Linear(1, 1);
  }

  static class Young extends Old {
    Parameter w = learned(2);
    final Linear out = new Linear(1, 1, o -> o.bias(false));
    static final Parameter SHARED_BY_ALL = learned(3);
    Tensor plain = ones(1);
    String name = "no part";
    Object anything = new Linear(1, 1, o -> o.bias(false));
    Layer layer = new Linear(1, 1, o -> o.bias(false));
    Layer function = Tensor::relu;
  }

  @Test
  void fieldsOfTheSuperclassComeFirstThenInOrderOfDeclaration() {
    assertThat(names(new Young()))
        .containsExactly(
            "hidden", "w", "fc.weight", "fc.bias", "out.weight", "anything.weight", "layer.weight");
  }

  @Test
  void fieldsAreReadAtEachQuestion() {
    Young net = new Young();
    net.w = null;
    assertThat(names(net)).doesNotContain("w");
    net.w = learned(5);
    assertThat(net.parameter("w").size(0)).isEqualTo(5);
    net.anything = "now something else";
    assertThat(names(net)).doesNotContain("anything.weight");
  }

  class Inner extends Module {
    final Linear fc = new Linear(1, 1, o -> o.bias(false));
  }

  @Test
  void innerLocalAndAnonymousModulesListWhatTheyHoldAndWhatTheyCapture() {
    Linear captured = new Linear(1, 1, o -> o.bias(false));
    Parameter scale = learned(1);
    class Local extends Module implements Layer {
      final Linear own = new Linear(1, 1, o -> o.bias(false));

      @Override
      public Tensor forward(Tensor x) {
        return own.call(captured.call(x)).mul(scale);
      }
    }
    Module anonymous =
        new Module() {
          final Linear own = new Linear(1, 1, o -> o.bias(false));

          @Override
          protected String extraRepr() {
            return scale.size() + captured.toString();
          }
        };
    assertThat(names(new Inner())).containsExactly("fc.weight");
    assertThat(names(new Local()))
        .containsExactlyInAnyOrder("own.weight", "captured.weight", "scale");
    assertThat(names(anonymous))
        .containsExactlyInAnyOrder("own.weight", "captured.weight", "scale");
  }

  static class Containers extends Module {
    record Pair(Linear left, String note, Linear right) {}

    final Linear[][] grid = {
      {new Linear(1, 1, o -> o.bias(false))}, {new Linear(1, 1, o -> o.bias(false))}
    };
    final List<List<Module>> nested = List.of(List.of(new Linear(1, 1, o -> o.bias(false))));
    final Parameter[] scales = {learned(1), learned(2)};
    final Optional<Linear> some = Optional.of(new Linear(1, 1, o -> o.bias(false)));
    final Optional<Linear> none = Optional.empty();
    final Pair pair =
        new Pair(
            new Linear(1, 1, o -> o.bias(false)), "text", new Linear(1, 1, o -> o.bias(false)));
    final Map<String, Parameter> named = new LinkedHashMap<>();
    final List<String> words = List.of("a", "b");
    final List<Layer> layers = List.of(Tensor::relu, new Linear(1, 1, o -> o.bias(false)));

    Containers() {
      named.put("z", learned(1));
      named.put("a", learned(1));
    }
  }

  @Test
  void containersOfEveryKindAreLookedInto() {
    assertThat(names(new Containers()))
        .containsExactly(
            "grid.0.0.weight",
            "grid.1.0.weight",
            "nested.0.0.weight",
            "scales.0",
            "scales.1",
            "some.weight",
            "pair.left.weight",
            "pair.right.weight",
            "named.z",
            "named.a",
            "layers.1.weight");
  }

  static class Holder extends Module {
    Object parts;

    Holder(Object parts) {
      this.parts = parts;
    }
  }

  private static void refuses(Object parts, String why) {
    assertThatThrownBy(() -> new Holder(parts).namedParameters())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("RegistryTest$Holder.parts")
        .hasMessageContaining(why)
        .hasMessageContaining("by name");
  }

  @Test
  void whatCannotBeListedWholeIsRefused() {
    Linear a = new Linear(1, 1);
    Linear b = new Linear(1, 1);
    refuses(Arrays.asList(a, null, b), "null");
    refuses(List.of(a, "text"), "a String");
    refuses(List.of(a, learned(1)), "a Parameter");
    refuses(Set.of(a, b), "no order");
    refuses(Map.of(1, a), "no String");
    assertThat(names(new Holder(List.of("x")))).isEmpty();
    assertThat(names(new Holder(Set.of(a)))).containsExactly("parts.0.weight", "parts.0.bias");
  }

  @Test
  void aMapWithoutAnOrderIsListedByName() {
    Map<String, Module> map = new HashMap<>();
    for (String key : List.of("q", "b", "zz", "a", "m")) {
      map.put(key, new Linear(1, 1, o -> o.bias(false)));
    }
    assertThat(names(new Holder(map)))
        .containsExactly(
            "parts.a.weight",
            "parts.b.weight",
            "parts.m.weight",
            "parts.q.weight",
            "parts.zz.weight");
    assertThat(new ModuleDict(map).keySet()).containsExactly("a", "b", "m", "q", "zz");
    assertThatThrownBy(() -> new Sequential(Map.of("a", Tensor::relu, "b", Tensor::tanh)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Sequential: layers must come in an order")
        .hasMessageContaining("LinkedHashMap");
  }

  static class Covers extends Old {
    final Linear fc = new Linear(2, 2);
  }

  @Test
  void twoPartsUnderOneNameAreRefused() {
    assertThatThrownBy(() -> new Covers().stateDict())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("RegistryTest$Old.fc")
        .hasMessageContaining("named \"fc\" too")
        .hasMessageContaining("rename");
    class Registered extends Module {
      final Parameter w = learned(1);

      Registered() {
        registerParameter("w", learned(2));
      }
    }

    assertThatThrownBy(() -> new Registered().namedParameters())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("named \"w\" too");
  }

  @Test
  void whatIsRegisteredByNameIsNotListedAgainForItsField() {
    class Named extends Module {
      final Linear fc = registerModule("first", new Linear(1, 1, o -> o.bias(false)));
      final Parameter w = learned(1);

      Named() {
        registerParameter("scale", w);
      }
    }

    assertThat(new Named().stateDict().keySet()).containsExactly("scale", "first.weight");
  }

  static class Parent extends Module implements Layer {
    final Linear fc = new Linear(1, 1, o -> o.bias(false));
    final Child child = new Child(this);

    @Override
    public Tensor forward(Tensor x) {
      return child.call(fc.call(x));
    }
  }

  static class Child extends Module implements Layer {
    final Parent parent;
    final Linear fc = new Linear(1, 1, o -> o.bias(false));

    Child(Parent parent) {
      this.parent = parent;
    }

    @Override
    public Tensor forward(Tensor x) {
      return fc.call(x);
    }
  }

  @Test
  void modulesThatKnowEachOtherAreListedOnce() {
    Parent net = new Parent();
    assertThat(names(net)).containsExactly("fc.weight", "child.fc.weight");
    assertThat(net.stateDict().keySet()).containsExactly("fc.weight", "child.fc.weight");
    List<Module> visited = new ArrayList<>();
    net.apply(visited::add);
    assertThat(visited).containsExactly(net.fc, net.child.fc, net.child, net);
    assertThat(net.toString())
        .isEqualTo(
            """
            Parent(
              (fc): Linear(in_features=1, out_features=1, bias=False)
              (child): Child(
                (parent): Parent(...)
                (fc): Linear(in_features=1, out_features=1, bias=False)
              )
            )""");
    net.eval();
    assertThat(net.child.isTraining()).isFalse();
    assertThatThrownBy(() -> net.call(ones(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in fc Linear(in_features=1");
  }

  @Test
  void aParameterReplacedDuringTrainingLearns() {
    class Scale extends Module implements Layer {
      Parameter factor = learned(1);

      @Override
      public Tensor forward(Tensor x) {
        return x.mul(factor);
      }
    }

    Scale net = new Scale();
    net.call(ones(1)).sum().backward();
    Parameter old = net.factor;
    net.factor = new Parameter(zeros(1));
    net.call(ones(1)).sum().backward();
    assertThat(net.parameters()).containsExactly(net.factor);
    assertThat(net.factor.grad().item()).isEqualTo(1);
    assertThat(old.grad().item()).isEqualTo(1);
  }

  @Test
  void aBufferFieldThatIsFinalIsConverted() {
    class Mean extends Module {
      @Buffer final Tensor mean = ones(3);
    }

    Mean m = new Mean();
    Jackhammer.step(() -> m.to(jackhammer.DType.FLOAT64));
    assertThat(m.buffer("mean").dtype()).isEqualTo(jackhammer.DType.FLOAT64);
    assertThat(m.buffer("mean").toDoubleArray()).containsOnly(1);
  }

  @Test
  void aBufferMustBeATensor() {
    class Wrong extends Module {
      @Buffer Object mean = "text";
    }

    assertThatThrownBy(() -> new Wrong().namedBuffers())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("@Buffer")
        .hasMessageContaining("mean");
  }

  @Test
  void hooksRunOnCallAndACapturedModuleIsOnTheErrorPath() {
    Sequential net = new Sequential(new Linear(1, 1), new Sequential(new Linear(3, 1)));
    List<String> log = new ArrayList<>();
    net.get(0).call(ones(1, 1));
    ((Module) net.get(0)).registerForwardHook((m, in, out) -> log.add("hook") ? null : null);
    assertThatThrownBy(() -> net.call(ones(1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in 1.0 Linear(in_features=3");
    assertThat(log).containsExactly("hook");
  }

  @Test
  void aStateThatDoesNotFitIsListedWholeAndNothingIsLoaded() {
    Sequential net = new Sequential(new Linear(2, 2), new Linear(2, 1));
    Autograd.noGrad(() -> net.parameters().forEach(p -> p.fill_(7)));
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("0.weight", ones(2, 2));
    state.put("0.bias", ones(3));
    state.put("1.weight", ones(5, 5));
    state.put("more", ones(1));
    Tensor[] gone = new Tensor[1];
    Jackhammer.step(
        () -> {
          gone[0] = ones(1);
        });
    assertThatThrownBy(() -> net.loadStateDict(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing was loaded")
        .hasMessageContaining("\"0.bias\" has size torch.Size([2]) in the module")
        .hasMessageContaining("\"1.weight\" has size torch.Size([1, 2]) in the module")
        .hasMessageContaining("missing in the state: [1.bias]")
        .hasMessageContaining("unknown to the module: [more]");
    Map<String, Tensor> recycled = new LinkedHashMap<>(net.stateDict());
    recycled.replaceAll((k, v) -> v.clone().fill_(1));
    recycled.put("1.bias", gone[0]);
    assertThatThrownBy(() -> net.loadStateDict(recycled))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"1.bias\" was recycled");
    recycled.put("1.bias", null);
    assertThat(net.parameters()).allSatisfy(p -> assertThat(p.toFloatArray()).containsOnly(7));
    assertThat(net.loadStateDict(recycled, false).missingKeys()).containsExactly("1.bias");
    assertThat(net.parameter("0.weight").toFloatArray()).containsOnly(1);
    assertThat(net.parameter("1.bias").toFloatArray()).containsOnly(7);
  }
}
