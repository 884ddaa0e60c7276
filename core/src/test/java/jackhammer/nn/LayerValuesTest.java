package jackhammer.nn;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.testing.Close;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What PyTorch gives: outputs, gradients, names of grad_fn, printed forms, keys of the state and
 * the weights that a seed draws. The function of F gives the layer's bits.
 */
class LayerValuesTest {

  @TestFactory
  Stream<DynamicTest> outputsAndGradientsAreThoseOfPyTorch() {
    return LayerSamples.cases(
        run -> true,
        run -> {
          compare(run, DType.FLOAT64, 1e-7, 1e-7);
          compare(run, DType.FLOAT32, 1.3e-6, 1e-5);
        });
  }

  private static void compare(LayerRun run, DType dtype, double relative, double absolute) {
    LayerRun.Done done = run.call(run.tensors(dtype), dtype);
    List<String> names = new ArrayList<>();
    for (Tensor y : done.outputs()) {
      names.add(y.gradFn() == null ? "-" : inFloat64(y.gradFn().name()));
    }
    assertThat(names).as("grad_fn").isEqualTo(run.c().gradFns());
    Map<String, Tensor> results = done.results();
    assertThat(results.keySet()).isEqualTo(run.c().results().keySet());
    run.c()
        .results()
        .forEach(
            (name, expected) -> {
              Tensor actual = results.get(name);
              assertThat(actual.size().toLongArray()).as(name).containsExactly(expected.sizes());
              assertThat(actual.dtype())
                  .as(name)
                  .isEqualTo(expected.isFloating() ? dtype : DType.INT64);
              double[] a = actual.toDoubleArray();
              double[] e = expected.values();
              for (int i = 0; i < e.length; i++) {
                boolean close =
                    Double.compare(a[i], e[i]) == 0
                        || Math.abs(a[i] - e[i]) <= absolute + relative * Math.abs(e[i]);
                if (!close) {
                  throw new AssertionError(
                      String.format(
                          Locale.ROOT,
                          "%s %s: element %d is %s, PyTorch has %s",
                          dtype,
                          name,
                          i,
                          a[i],
                          e[i]));
                }
              }
            });
  }

  /** PyTorch's float32 LSTM is another op than that of float64, in which the goldens are made. */
  private static String inFloat64(String gradFn) {
    return gradFn.equals("MkldnnRnnLayerBackward0") ? "StackBackward0" : gradFn;
  }

  @TestFactory
  Stream<DynamicTest> theFunctionHasTheBitsOfTheLayer() {
    return LayerSamples.cases(
        run -> run.row().function != null && run.row().make != null,
        run -> {
          Map<String, Tensor> tensors = run.tensors(DType.FLOAT32);
          LayerRun.Done function = run.function(tensors);
          if (function == null) {
            return;
          }
          LayerRun.Done layer = run.call(tensors, DType.FLOAT32);
          Close.assertSameBits("output", function.outputs(), layer.outputs());
          Close.assertSameBits("gradient", function.gradients(), layer.gradients());
        });
  }

  @TestFactory
  Stream<DynamicTest> printedFormsAndKeysAreThoseOfPyTorch() {
    return LayerSamples.cases(
        run -> run.row().make != null,
        run -> {
          Module module = run.module(run.tensors(DType.FLOAT32), DType.FLOAT32);
          // Of a lazy layer before and after its first call.
          String[] printed = run.c().repr().split(" -> ");
          assertThat(module).hasToString(printed[0]);
          if (printed.length > 1) {
            LayerRun.Done done = run.call(run.tensors(DType.FLOAT32), DType.FLOAT32);
            assertThat(done.module()).hasToString(printed[1]);
          }
          Map<String, Tensor> state = module.stateDict();
          assertThat(state.keySet()).containsExactlyElementsOf(run.c().state().keySet());
          state.forEach(
              (name, t) ->
                  assertThat(t.size().toLongArray())
                      .as(name)
                      .containsExactly(run.c().state().get(name).sizes()));
        });
  }

  @TestFactory
  Stream<DynamicTest> aSeedDrawsTheWeightsOfPyTorch() {
    return LayerSamples.cases(
        run -> !run.c().init().equals("-"),
        run -> {
          Jackhammer.manualSeed(1);
          Args args = new Args(run.c().args(), run.c().tensors(DType.FLOAT32));
          Module module = run.row().make.apply(args);
          if (module.parameters().stream().anyMatch(Parameter::isUninitialized)) {
            run.row().use.on(module, new Tensor[] {args.tensors().get("x")}, args);
            if (module instanceof ChannelNorm norm) {
              norm.resetRunningStats();
            }
          }
          if (run.c().init().contains("=")) {
            closeToPyTorch(module.stateDict(), Args.parse(run.c().init(), " "));
            return;
          }
          CRC32 crc = new CRC32();
          module.stateDict().values().forEach(t -> crc.update(t.toByteBuffer()));
          assertThat(String.format("%08x", crc.getValue())).isEqualTo(run.c().init());
        });
  }

  /** Normal numbers are made by logarithm and cosine, whose last bit is the C library's. */
  private static void closeToPyTorch(Map<String, Tensor> state, Map<String, String> expected) {
    assertThat(state.keySet()).containsExactlyElementsOf(expected.keySet());
    state.forEach(
        (name, t) ->
            assertThat(t.toDoubleArray())
                .as(name)
                .containsExactly(
                    LayerCase.numbers(expected.get(name)).values(), Offset.offset(2e-6)));
  }

  @TestFactory
  Stream<DynamicTest> aLoadedStateMakesAnotherLayerTheSame() {
    return LayerSamples.cases(
        run -> !run.c().state().isEmpty(),
        run -> {
          Map<String, Tensor> tensors = run.tensors(DType.FLOAT32);
          Module source = run.module(tensors, DType.FLOAT32);
          Module copy = run.row().make.apply(new Args(run.c().args(), run.tensors(DType.FLOAT32)));
          copy.loadStateDict(source.stateDict());
          Map<String, Tensor> expected = source.stateDict();
          copy.stateDict()
              .forEach(
                  (name, t) -> {
                    Close.assertSameBits(name, t, expected.get(name));
                    assertThat(t.sharesStorageWith(expected.get(name)))
                        .as(name + " is a copy")
                        .isFalse();
                  });
        });
  }
}
