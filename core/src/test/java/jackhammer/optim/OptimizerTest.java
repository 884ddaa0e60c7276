package jackhammer.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.Parameter;
import jackhammer.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What optimizers and schedules accept and refuse, and what they leave alone. */
class OptimizerTest {

  private static Map<String, Parameter> named(String... names) {
    Map<String, Parameter> result = new LinkedHashMap<>();
    for (String name : names) {
      result.put(name, new Parameter(Tensor.ones(2, 3)));
    }
    return result;
  }

  private static SGD withMomentum(Map<String, Parameter> parameters) {
    SGD optimizer = new SGD(parameters, 0.1, o -> o.momentum(0.9));
    parameters.values().forEach(p -> p.grad(Tensor.ones(2, 3)));
    optimizer.step();
    return optimizer;
  }

  @Test
  void aParameterWithoutGradientStaysAndHasNoState() {
    Map<String, Parameter> parameters = named("a", "b");
    SGD optimizer = new SGD(parameters, 0.1, o -> o.momentum(0.9));
    parameters.get("a").grad(Tensor.ones(2, 3));
    optimizer.step();
    assertThat(parameters.get("b").toFloatArray()).containsOnly(1f);
    assertThat(optimizer.stateDict().state().keySet()).containsExactly("a");
  }

  @Test
  void stateHasPyTorchsKeys() {
    Map<String, Parameter> parameters = named("a");
    assertThat(withMomentum(parameters).stateDict().state().get("a").keySet())
        .containsExactly("momentum_buffer");
    Adam adam = new Adam(parameters, 0.1, o -> o.amsgrad(true));
    adam.step();
    assertThat(adam.stateDict().state().get("a").keySet())
        .containsExactlyInAnyOrder("step", "exp_avg", "exp_avg_sq", "max_exp_avg_sq");
  }

  @Test
  void zeroGradDropsGradients() {
    Map<String, Parameter> parameters = named("a");
    withMomentum(parameters).zeroGrad();
    assertThat(parameters.get("a").grad()).isNull();
  }

  @Test
  void aClosureIsDifferentiatedAndItsLossReturned() {
    Map<String, Parameter> parameters = named("a");
    SGD optimizer = new SGD(parameters, 0.5);
    Tensor loss =
        optimizer.step(
            () -> {
              optimizer.zeroGrad();
              Tensor l = parameters.get("a").square().sum();
              l.backward();
              return l;
            });
    assertThat(loss.item()).isEqualTo(6);
    assertThat(parameters.get("a").toFloatArray()).containsOnly(0f);
  }

  @Test
  void aStateThatDoesNotFitIsRefusedAndNothingChanges() {
    SGD source = withMomentum(named("a", "b"));
    Map<String, Parameter> others = named("a", "c");
    SGD other = new SGD(others, 0.3, o -> o.momentum(0.5));
    assertThatThrownBy(() -> other.loadStateDict(source.stateDict()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "SGD.loadStateDict: group 0 has the parameters [a, b] in the state and [a, c]");
    SGD two = new SGD(named("a", "b"), 0.3);
    two.addParamGroup(named("c"), o -> o);
    assertThatThrownBy(() -> two.loadStateDict(source.stateDict()))
        .hasMessageContaining("1 groups of parameters, the optimizer has 2");
    Map<String, Parameter> wide = named("a");
    wide.put("b", new Parameter(Tensor.ones(4)));
    SGD narrow = new SGD(wide, 0.3);
    assertThatThrownBy(() -> narrow.loadStateDict(source.stateDict()))
        .hasMessageContaining(
            "momentum_buffer of \"b\" has size torch.Size([2, 3]), the parameter has");
    assertThat(narrow.stateDict().state()).isEmpty();
    assertThat(narrow.paramGroups().getFirst().options().lr()).isEqualTo(0.3);
  }

  @Test
  void badParametersAreRefused() {
    assertThatThrownBy(() -> new SGD(Map.of(), 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the list of parameters is empty");
    assertThatThrownBy(() -> new SGD(List.of(Tensor.ones(2)), 0.1))
        .hasMessageContaining("an optimizer changes parameters, got a plain tensor");
    Map<String, Parameter> parameters = named("a");
    SGD optimizer = new SGD(parameters, 0.1);
    assertThatThrownBy(() -> optimizer.addParamGroup(parameters, o -> o))
        .hasMessageContaining("parameter \"a\" is in a group already");
  }

  @Test
  void badOptionsAreRefused() {
    Map<String, Parameter> p = named("a");
    assertThatThrownBy(() -> new SGD(p, -1)).hasMessageContaining("SGD: lr must not be negative");
    assertThatThrownBy(() -> new SGD(p, 1, o -> o.nesterov(true)))
        .hasMessageContaining("nesterov needs momentum");
    assertThatThrownBy(() -> new Adam(p, 1, o -> o.betas(1, 0.9)))
        .hasMessageContaining("Adam: betas[0] must be in [0, 1), got 1.0");
    assertThatThrownBy(() -> new AdamW(p, 1, o -> o.eps(-1)))
        .hasMessageContaining("AdamW: eps must not be negative");
    SGD optimizer = new SGD(p, 1);
    assertThatThrownBy(() -> new StepLR(optimizer, 0)).hasMessageContaining("step_size");
    assertThatThrownBy(() -> new CosineAnnealingLR(optimizer, 0)).hasMessageContaining("T_max");
    assertThatThrownBy(() -> new StepLR(optimizer, 1).step(-1))
        .hasMessageContaining("StepLR.step: epoch must not be negative, got -1");
  }

  /** As PyTorch's initial_lr: a second schedule starts from where the first one did. */
  @Test
  void schedulesShareTheFirstRate() {
    SGD optimizer = new SGD(named("a"), 0.8);
    new StepLR(optimizer, 1, 0.5).step();
    StepLR second = new StepLR(optimizer, 1, 0.1);
    assertThat(second.getLastLr()).containsExactly(0.4);
    second.step(0);
    assertThat(optimizer.paramGroups().getFirst().options().lr()).isEqualTo(0.8);
  }

  @Test
  void lastRatesAreThoseOfTheLastStepOfTheSchedule() {
    SGD optimizer = new SGD(named("a"), 0.8);
    StepLR schedule = new StepLR(optimizer, 1, 0.5);
    optimizer.paramGroups().getFirst().options(o -> o.lr(0.6));
    assertThat(schedule.getLastLr()).containsExactly(0.8);
    schedule.step();
    assertThat(schedule.getLastLr()).containsExactly(0.3);
    assertThat(schedule.lastEpoch()).isEqualTo(1);
  }

  @Test
  void aScheduleOfAnotherOptimizerIsRefused() {
    SGD one = new SGD(named("a"), 0.8);
    SGD two = new SGD(named("a"), 0.8);
    two.addParamGroup(named("b"), o -> o);
    assertThatThrownBy(() -> new StepLR(two, 1).loadStateDict(new StepLR(one, 1).stateDict()))
        .hasMessageContaining("the state has 1 learning rates, the optimizer has 2 groups");
  }

  /**
   * As PyTorch, which warns of a first step of the schedule that no step of the optimizer preceded.
   */
  @Test
  void aScheduleThatStepsBeforeItsOptimizerSaysSo() {
    SGD optimizer = new SGD(named("a"), 0.8);
    StepLR schedule = new StepLR(optimizer, 1, 0.5);
    assertThat(errors(schedule::step))
        .startsWith("jackhammer: StepLR.step() before the first SGD.step(): ")
        .hasLineCount(1);
    assertThat(errors(schedule::step)).isEmpty();
    StepLR resumed = new StepLR(new SGD(named("a"), 0.8), 1, 0.5);
    resumed.loadStateDict(schedule.stateDict());
    assertThat(errors(resumed::step)).isEmpty();
    SGD stepped = withMomentum(named("a"));
    assertThat(errors(new StepLR(stepped, 1)::step)).isEmpty();
  }

  private static String errors(Runnable work) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
