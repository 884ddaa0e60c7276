package jackhammer.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.testing.Programs;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** About a hundred small programs about the rules of autograd, each with its twin in PyTorch. */
class AutogradProgramsTest {
  private static final List<Class<?>> PROGRAMS =
      List.of(
          GraphPrograms.class,
          SizePrograms.class,
          InPlacePrograms.class,
          ModePrograms.class,
          HookPrograms.class,
          ModuleHookPrograms.class,
          FunctionPrograms.class);

  /** Where this library differs on purpose: program and fact, what it gives, and why. */
  private static final Map<String, Difference> DIFFERENCES =
      Map.of(
          "theLayoutOfGradients/x.grad",
          new Difference(
              "float32 [3,2] | 0.0 6.0 2.0 8.0 4.0 10.0 ; true",
              "a gradient is row-major whatever the layout of its leaf"),
          "aChangeWithItself/overlapping",
          new Difference("ok", "operands that overlap are read before anything is written"),
          "viewsMadeWithoutRecording/flags",
          new Difference("false ; false", "nothing made without recording requires a gradient"),
          "nestedModes/view",
          new Difference("false", "nothing made without recording requires a gradient"),
          "viewsOfSeveralOutputsDoNotChange/chunk",
          new Difference("ok", "a piece may change, see AutogradInPlaceTest"),
          "viewsOfSeveralOutputsDoNotChange/unbind",
          new Difference("ok", "a piece may change, see AutogradInPlaceTest"),
          "viewsOfSeveralOutputsDoNotChange/split",
          new Difference("ok", "a piece may change, see AutogradInPlaceTest"),
          "viewsOfSeveralOutputsDoNotChange/y",
          new Difference("float32 [4] | 9.0 9.0 6.0 8.0", "as above"),
          "hooksOfGrad/y x",
          new Difference(
              "float32 [2] | 400.0 800.0 ; float32 [2] | 8000.0 16000.0",
              "PyTorch leaves the hook of y out of y's gradient when x is asked for too, and only"
                  + " then"));

  private record Difference(String own, String why) {}

  private static final Programs TWINS = new Programs("autograd.tsv", PROGRAMS);

  static Stream<String> programs() {
    return TWINS.names();
  }

  @Test
  void everyProgramHasItsTwin() {
    TWINS.checkComplete();
  }

  @Test
  void everyDifferenceIsOne() {
    DIFFERENCES.forEach(
        (key, difference) ->
            assertThat(TWINS.golden(key))
                .as(difference.why)
                .isNotNull()
                .isNotEqualTo(difference.own));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void statesWhatPyTorchStates(String program) throws Throwable {
    TWINS.check(
        program,
        (fact, golden) -> {
          Difference own = DIFFERENCES.get(program + "/" + fact);
          return own == null ? golden : own.own;
        });
  }
}
