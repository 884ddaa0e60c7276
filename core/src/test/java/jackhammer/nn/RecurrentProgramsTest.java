package jackhammer.nn;

import jackhammer.testing.Programs;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cells over sequences against PyTorch's, step by step and sequence by sequence. */
class RecurrentProgramsTest {
  private static final Programs TWINS =
      new Programs("recurrent.tsv", List.of(RecurrentPrograms.class));

  static Stream<String> programs() {
    return TWINS.names();
  }

  @Test
  void everyProgramHasItsTwin() {
    TWINS.checkComplete();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void statesWhatPyTorchStates(String program) throws Throwable {
    TWINS.check(program, (fact, golden) -> golden);
  }
}
