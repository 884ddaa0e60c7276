package jackhammer.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.testing.Close;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * How inputs lie in memory, entries of a batch alone, batches without entries, inputs without a
 * batch, and what must be refused.
 */
class LayerInputsTest {

  /** The same numbers with dimensions in reverse order in memory. */
  private static Tensor scattered(Tensor t) {
    long[] reverse = new long[(int) t.dim()];
    for (int d = 0; d < reverse.length; d++) {
      reverse[d] = reverse.length - 1 - d;
    }
    return t.permute(reverse).contiguous().permute(reverse);
  }

  @TestFactory
  Stream<DynamicTest> layoutsDoNotMatter() {
    return LayerSamples.cases(
        run -> !run.row().followsMemory,
        run -> {
          for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Map<String, Tensor> tensors = run.tensors(dtype);
            Map<String, Tensor> expected = run.call(tensors, dtype).results();
            Map<String, Tensor> views = new HashMap<>(tensors);
            views.replaceAll((name, t) -> scattered(t));
            Close.assertSameBits("not contiguous", run.call(views, dtype).results(), expected);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> expandedInputsAreLikeCopiesOfThem() {
    return LayerSamples.cases(
        run -> !run.row().followsMemory,
        run -> {
          Map<String, Tensor> tensors = run.tensors(DType.FLOAT32);
          for (String name : run.c().inputs().keySet()) {
            Tensor x = tensors.get(name);
            for (int d = 0; d < x.dim(); d++) {
              if (x.size(d) < 2 || run.c().inputs().get(name).kind().startsWith("e")) {
                continue; // kind e ends with another number than it begins with
              }
              Map<String, Tensor> views = new HashMap<>(tensors);
              Map<String, Tensor> copies = new HashMap<>(tensors);
              views.put(name, x.narrow(d, 0, 1).expand(x.size().toLongArray()));
              copies.put(name, views.get(name).clone());
              Close.assertSameBits(
                  name + " expanded in dimension " + d,
                  run.call(views, DType.FLOAT32).results(),
                  run.call(copies, DType.FLOAT32).results());
            }
          }
        });
  }

  private static boolean isPerRow(LayerRun run) {
    return run.row().perRow.test(run.c());
  }

  /** Those inputs that have an entry for each entry of the batch, each changed. */
  private static Map<String, Tensor> ofBatch(
      LayerRun run, Map<String, Tensor> tensors, UnaryOperator<Tensor> change) {
    long n = run.c().sizes()[0];
    Map<String, Tensor> result = new HashMap<>(tensors);
    for (String name : run.c().callInputs()) {
      Tensor t = tensors.get(name);
      if (t.dim() > 0 && t.size(0) == n) {
        result.put(name, change.apply(t));
      }
    }
    return result;
  }

  /** Outputs and the gradients of the call's inputs, for these upstream gradients. */
  private static Map<String, Tensor> rowResults(
      LayerRun run, LayerRun.Done done, Tensor[] upstream) {
    Map<String, Tensor> result = new LinkedHashMap<>();
    for (int k = 0; k < done.outputs().length; k++) {
      result.put("y" + k, done.outputs()[k].detach());
    }
    Map<String, Tensor> gradients = done.gradients(upstream, false);
    for (String name : run.c().callInputs()) {
      if (gradients.containsKey(name)) {
        result.put("g" + name, gradients.get(name));
      }
    }
    return result;
  }

  @TestFactory
  Stream<DynamicTest> anEntryAloneHasTheBitsThatItHasAmongOthers() {
    return LayerSamples.cases(
        LayerInputsTest::isPerRow,
        run -> {
          Map<String, Tensor> tensors = run.tensors(DType.FLOAT32);
          LayerRun.Done batch = run.call(tensors, DType.FLOAT32);
          Tensor[] ups = upstream(batch);
          Map<String, Tensor> all = rowResults(run, batch, ups);
          for (int i = 0; i < run.c().sizes()[0]; i++) {
            int entry = i;
            UnaryOperator<Tensor> alone = t -> t.narrow(0, entry, 1);
            LayerRun.Done one = run.call(ofBatch(run, tensors, alone), DType.FLOAT32);
            Map<String, Tensor> expected = new LinkedHashMap<>(all);
            expected.replaceAll((name, t) -> t.narrow(0, entry, 1));
            Close.assertSameBits("entry " + i, rowResults(run, one, each(ups, alone)), expected);
            if (run.row().isUnbatched) {
              UnaryOperator<Tensor> plain = t -> t.select(0, entry);
              one = run.call(ofBatch(run, tensors, plain), DType.FLOAT32);
              expected.replaceAll((name, t) -> t.squeeze(0));
              Close.assertSameBits(
                  "entry " + i + " without a batch",
                  rowResults(run, one, each(ups, plain)),
                  expected);
            }
          }
        });
  }

  private static Tensor[] upstream(LayerRun.Done done) {
    Tensor[] ups = new Tensor[done.outputs().length];
    for (int k = 0; k < ups.length; k++) {
      ups[k] = LayerCase.upstream(done.outputs()[k], k);
    }
    return ups;
  }

  private static Tensor[] each(Tensor[] all, UnaryOperator<Tensor> change) {
    Tensor[] result = all.clone();
    for (int k = 0; k < all.length; k++) {
      result[k] = change.apply(all[k]);
    }
    return result;
  }

  @TestFactory
  Stream<DynamicTest> aBatchWithoutEntriesGivesOne() {
    return LayerSamples.cases(
        LayerInputsTest::isPerRow,
        run -> {
          Map<String, Tensor> tensors = run.tensors(DType.FLOAT32);
          LayerRun.Done batch = run.call(tensors, DType.FLOAT32);
          UnaryOperator<Tensor> none = t -> t.narrow(0, 0, 0);
          LayerRun.Done empty = run.call(ofBatch(run, tensors, none), DType.FLOAT32);
          Close.assertSameBits("output", empty.outputs(), each(batch.outputs(), none));
          empty
              .gradients()
              .forEach(
                  (name, g) -> {
                    assertThat(g.size()).as(name).isEqualTo(empty.leaves().get(name).size());
                    assertThat(g.toDoubleArray())
                        .as(name)
                        .containsOnly(new double[g.numel() == 0 ? 0 : 1]);
                  });
        });
  }

  @TestFactory
  Stream<DynamicTest> nothingIsRecordedWithoutGradients() {
    return LayerSamples.cases(
        run -> true,
        run -> {
          Map<String, Tensor> tensors = run.tensors(DType.FLOAT32);
          Tensor[] outs = Autograd.noGrad(() -> run.call(tensors, DType.FLOAT32).outputs());
          for (Tensor y : outs) {
            assertThat(y.gradFn()).isNull();
          }
        });
  }

  /** What every layer is given that it does not expect: it answers, or says what is wrong. */
  @TestFactory
  Stream<DynamicTest> unexpectedInputsAreAnsweredOrRefusedInWords() {
    return LayerSamples.rows(
        row -> true,
        row -> {
          LayerRun run = new LayerRun(row, LayerCase.all().get(row.key).get(0));
          Map<String, Tensor> tensors = run.tensors(DType.FLOAT32);
          Tensor x = tensors.get(run.c().callInputs().get(0));
          Map<String, Tensor> strange = new LinkedHashMap<>();
          strange.put("null", null);
          strange.put("a number", x.sum().detach());
          strange.put("one element", x.reshape(-1).narrow(0, 0, 1));
          strange.put("nothing", Tensor.zeros(0));
          strange.put("7 dimensions", Tensor.zeros(1, 2, 1, 2, 1, 2, 1));
          strange.put("one dimension more", x.unsqueeze(0));
          strange.put("two dimensions more", x.unsqueeze(0).unsqueeze(0));
          strange.put("one dimension less", x.select(0, 0));
          strange.put("whole numbers", x.toLong());
          strange.put("booleans", x.toBool());
          strange.put("float64", x.toDouble());
          strange.put("one more at the end", Tensor.cat(-1, x, x));
          strange.forEach(
              (what, t) -> {
                try {
                  Map<String, Tensor> given = new HashMap<>(tensors);
                  given.put(run.c().callInputs().get(0), t);
                  raw(run, given);
                } catch (IllegalArgumentException
                    | IndexOutOfBoundsException
                    | UnsupportedOperationException e) {
                  // A lazy layer may be a known one by then.
                  String name = row.key.replace("F.", "").replace("_", "").replace("Lazy", "");
                  assertThat(e.getMessage()).as(what).isNotBlank();
                  assertThat(e.getMessage().toLowerCase(java.util.Locale.ROOT))
                      .as(what)
                      .contains(name.toLowerCase(java.util.Locale.ROOT));
                } catch (RuntimeException e) {
                  fail(what + ": " + e, e);
                }
              });
        });
  }

  private static Object raw(LayerRun run, Map<String, Tensor> tensors) {
    Map<String, Tensor> own = run.tensors(DType.FLOAT32);
    Module module = run.module(own, DType.FLOAT32);
    Map<String, Tensor> t = new HashMap<>(own);
    t.putAll(tensors);
    Tensor[] x = run.c().callInputs().stream().map(t::get).toArray(Tensor[]::new);
    return module == null
        ? run.row().function.of(new Args(run.c().args(), t), t)
        : run.row().use.on(module, x, new Args(run.c().args(), t));
  }

  @TestFactory
  Stream<DynamicTest> badCallsAreRefusedInWords() {
    return LayerSamples.rows(
        row -> !row.bad.isEmpty(),
        row -> {
          for (LayerRow.Bad bad : row.bad) {
            try {
              Object result = bad.call().get();
              fail(row.key + ": expected \"" + bad.text() + "\", got " + result);
            } catch (Exception e) {
              assertThat(e).as(row.key).isInstanceOf(bad.type()).hasMessageContaining(bad.text());
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> aLayerLeavesItsInputsAlone() {
    return LayerSamples.cases(
        run ->
            !run.c().args().containsKey("inplace")
                && !run.c().args().containsKey("max_norm"), // shortens rows of the weight in place
        run -> {
          Map<String, Tensor> tensors = run.tensors(DType.FLOAT32);
          List<String> names = List.copyOf(tensors.keySet());
          Map<String, Tensor> before = new HashMap<>();
          names.forEach(name -> before.put(name, tensors.get(name).clone()));
          run.call(tensors, DType.FLOAT32).results();
          names.forEach(name -> Close.assertSameBits(name, tensors.get(name), before.get(name)));
        });
  }
}
