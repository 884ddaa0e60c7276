package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.testing.Close;
import jackhammer.testing.Programs;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limited gradients, folded norms and computed parameters, against PyTorch. */
class UtilsProgramsTest {
  private static final Programs TWINS =
      new Programs("utils.tsv", List.of(UtilsPrograms.class, ParametrizePrograms.class));

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

  /** PyTorch refuses this one; the layers one after the other say what it must be. */
  @Test
  void aNormIsFoldedIntoEachGroupOfATransposedConvolution() {
    ConvTranspose2d conv = new ConvTranspose2d(4, 6, 3, o -> o.groups(2).dtype(DType.FLOAT64));
    BatchNorm2d norm = new BatchNorm2d(6, o -> o.dtype(DType.FLOAT64));
    norm.call(Tensor.randn(3, 6, 4, 5).toDouble());
    conv.eval();
    norm.eval();
    Tensor x = Tensor.randn(2, 4, 5, 6).toDouble();
    Close.assertClose("fused", Utils.fuseConvBnEval(conv, norm).call(x), norm.call(conv.call(x)));
  }
}
