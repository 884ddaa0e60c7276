package jackhammer.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.testing.Close;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Values, gradients, names and types against PyTorch; layouts and in-place forms against them. */
class OpValuesTest {
  private static final DType[] FLOATING = {DType.FLOAT32, DType.FLOAT64};

  @TestFactory
  Stream<DynamicTest> valuesAndNamesAreThoseOfPyTorch() {
    return Runs.each(
        row -> row.hasGolden,
        row ->
            Runs.forCases(
                row,
                (c, sample) -> {
                  for (DType type : FLOATING) {
                    String what = row.key + ", case " + c + ", " + type;
                    Tensor[] outs =
                        Row.tensors(sample.call.on(Runs.inputs(sample.inputs, type, true)));
                    for (int o = 0; o < outs.length; o++) {
                      Goldens.Golden golden = Goldens.output(row.key, c, type, o);
                      if (golden == null) {
                        fail(what + ": no golden for output " + o + "; run ops.py again");
                      }
                      Close.assertClose(what + ", output " + o, outs[o], golden.value());
                      if (row.checksNames) {
                        assertThat(outs[o].gradFn() == null ? "-" : outs[o].gradFn().name())
                            .as(what + ", output " + o + ": grad_fn")
                            .isEqualTo(golden.gradFn());
                      }
                    }
                    assertThat(Goldens.output(row.key, c, type, outs.length))
                        .as(what + ": PyTorch has one more output")
                        .isNull();
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> gradientsAreThoseOfPyTorch() {
    return Runs.each(
        row -> row.hasGolden,
        row ->
            Runs.forCases(
                row,
                (c, sample) -> {
                  for (DType type : FLOATING) {
                    Tensor[] x = Runs.inputs(sample.inputs, type, true);
                    Tensor[] grads = Runs.gradients(Row.tensors(sample.call.on(x)), x);
                    for (int k = 0; k < x.length; k++) {
                      Goldens.Golden golden = Goldens.gradient(row.key, c, type, k);
                      if (golden == null) {
                        continue;
                      }
                      String what =
                          row.key + ", case " + c + ", " + type + ": gradient of input " + k;
                      Tensor found = grads[k] != null ? grads[k] : Tensor.zerosLike(x[k]);
                      Close.assertClose(what, found, golden.value());
                    }
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> everyTypeThatPyTorchTakesGivesItsResult() {
    return Runs.each(
        row -> row.checksDtypes,
        row -> {
          Row.Case sample = row.cases.get(0);
          for (DType type : DType.values()) {
            if (Goldens.inType(row.key, type, 0) == null) {
              continue;
            }
            Tensor[] x = new Tensor[sample.inputs.length];
            for (int k = 0; k < x.length; k++) {
              x[k] = inType(sample.inputs[k], k, type);
            }
            Tensor[] outs = Row.tensors(sample.call.on(x));
            for (int o = 0; o < outs.length; o++) {
              Tensor expected = Goldens.inType(row.key, type, o).value();
              Close.assertClose(row.key + " of " + type, outs[o], expected);
            }
          }
        });
  }

  /** Whole numbers that every type holds, none of them 0 in inputs after the first. */
  private static Tensor inType(In input, int k, DType type) {
    if (input.kind() == In.Kind.LITERAL) {
      return input.make(k, type.isFloatingPoint() ? type : DType.FLOAT32);
    }
    boolean positive = type == DType.UINT8 || type == DType.BOOL;
    return In.i(input.size()).in(k > 0 ? 1 : positive ? 0 : -3, 4).make(k, DType.FLOAT64).to(type);
  }

  /** Numbers with gaps between them, from some offset on, dimensions in another order. */
  private static Tensor scattered(Tensor x) {
    int n = (int) x.dim();
    if (n == 0) {
      return Tensor.cat(0, x.reshape(1), x.reshape(1)).select(0, 1);
    }
    long[] order = new long[n];
    long[] size = new long[n];
    for (int d = 0; d < n; d++) {
      order[d] = n - 1 - d;
      size[d] = x.size(n - 1 - d);
    }
    size[n - 1] = 2 * size[n - 1] + 1;
    Tensor room = Tensor.zeros(Size.of(size), o -> o.dtype(x.dtype()));
    Tensor view = room.index(Tensor.ELLIPSIS, Tensor.slice(1, Tensor.NONE, 2)).permute(order);
    return view.copy_(x);
  }

  @TestFactory
  Stream<DynamicTest> layoutsDoNotMatter() {
    return Runs.each(
        row -> row.checksLayouts,
        row ->
            Runs.forCases(
                row,
                (c, sample) -> {
                  Tensor[] x = Runs.inputs(sample.inputs, DType.FLOAT32, false);
                  Tensor[] expected = Row.tensors(sample.call.on(x));
                  Tensor[] all = new Tensor[x.length];
                  for (int k = 0; k < x.length; k++) {
                    Tensor[] one = x.clone();
                    one[k] = scattered(x[k]);
                    all[k] = one[k];
                    Close.assertSameBits(
                        row.key + ", case " + c + ": input " + k + " with gaps",
                        Row.tensors(sample.call.on(one)),
                        expected);
                  }
                  Close.assertSameBits(
                      row.key + ", case " + c + ": all inputs with gaps",
                      Row.tensors(sample.call.on(all)),
                      expected);
                }));
  }

  @TestFactory
  Stream<DynamicTest> expandedInputsAreLikeCopiesOfThem() {
    return Runs.each(
        row -> row.checksLayouts,
        row ->
            Runs.forCases(
                row,
                (c, sample) -> {
                  Tensor[] x = Runs.inputs(sample.inputs, DType.FLOAT32, false);
                  for (int k = 0; k < x.length; k++) {
                    for (int d = 0; d < x[k].dim(); d++) {
                      if (x[k].size(d) < 2) {
                        continue;
                      }
                      Tensor[] views = x.clone();
                      Tensor[] copies = x.clone();
                      views[k] = x[k].narrow(d, 0, 1).expand(x[k].size().toLongArray());
                      copies[k] = views[k].clone();
                      Close.assertSameBits(
                          row.key + ", case " + c + ": input " + k + " expanded in dimension " + d,
                          Row.tensors(sample.call.on(views)),
                          Row.tensors(sample.call.on(copies)));
                    }
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> inPlaceIsAsOutOfPlace() {
    return Runs.each(
        row -> row.cases.stream().anyMatch(c -> c.inPlace != null),
        row ->
            Runs.forCases(
                row,
                (c, sample) -> {
                  if (sample.inPlace == null) {
                    return;
                  }
                  String what = row.key + "_, case " + c;
                  Tensor[] x = Runs.inputs(sample.inputs, DType.FLOAT32, true);
                  Tensor[] expected = Row.tensors(sample.call.on(x));
                  // Without a graph.
                  Tensor[] plain = Runs.inputs(sample.inputs, DType.FLOAT32, false);
                  Tensor self = plain[0];
                  Tensor[] outs = Row.tensors(sample.inPlace.on(plain));
                  assertThat(outs[0]).as(what + " returns the tensor").isSameAs(self);
                  Close.assertSameBits(what, self, expected[0].to(self.dtype()));
                  // On a view with gaps.
                  Tensor[] gaps = Runs.inputs(sample.inputs, DType.FLOAT32, false);
                  gaps[0] = scattered(gaps[0]);
                  sample.inPlace.on(gaps);
                  Close.assertSameBits(what + " with gaps", gaps[0], self);
                  if (!expected[0].requiresGrad()) {
                    return;
                  }
                  // Inside a graph.
                  Tensor[] leaves = Runs.inputs(sample.inputs, DType.FLOAT32, true);
                  Tensor[] changed = leaves.clone();
                  changed[0] = leaves[0].mul(1);
                  Tensor[] recorded = Row.tensors(sample.inPlace.on(changed));
                  Close.assertSameBits(what + ", recorded", recorded[0], expected[0]);
                  Tensor[] found = Runs.gradients(recorded, leaves);
                  Tensor[] wanted = Runs.gradients(expected, x);
                  for (int k = 0; k < x.length; k++) {
                    if (wanted[k] != null) {
                      assertThat(found[k]).as(what + ": gradient " + k).isNotNull();
                      Close.assertSameBits(what + ": gradient " + k, found[k], wanted[k]);
                    }
                  }
                  // Through a view.
                  leaves = Runs.inputs(sample.inputs, DType.FLOAT32, true);
                  Tensor base = Tensor.cat(0, leaves[0].reshape(-1), leaves[0].reshape(-1));
                  changed = leaves.clone();
                  changed[0] =
                      base.narrow(0, 0, leaves[0].numel()).view(leaves[0].size().toLongArray());
                  sample.inPlace.on(changed);
                  Tensor half = base.narrow(0, 0, leaves[0].numel());
                  found =
                      Runs.gradients(
                          new Tensor[] {half.view(leaves[0].size().toLongArray())}, leaves);
                  for (int k = 0; k < x.length; k++) {
                    if (wanted[k] != null) {
                      Close.assertSameBits(what + " on a view: gradient " + k, found[k], wanted[k]);
                    }
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> anEntryAloneHasTheBitsThatItHasAmongOthers() {
    return Runs.each(
        row -> row.checksRows,
        row -> {
          Row.Case sample = row.cases.get(0);
          Tensor[] x = Runs.inputs(sample.inputs, DType.FLOAT32, false);
          Tensor[] all = Row.tensors(sample.call.on(x));
          for (int i = 0; i < x[0].size(0); i++) {
            Tensor[] alone = x.clone();
            for (int k = 0; k < row.inputsByRow; k++) {
              alone[k] = x[k].narrow(0, i, 1);
            }
            Tensor[] outs = Row.tensors(sample.call.on(alone));
            for (int o = 0; o < outs.length; o++) {
              Close.assertSameBits(
                  row.key + ": entry " + i, outs[o], all[o].narrow(0, i, 1).clone());
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> nothingIsRecordedWithoutGradients() {
    return Runs.each(
        row -> true,
        row -> {
          Row.Case sample = row.cases.get(0);
          Tensor[] x = Runs.inputs(sample.inputs, DType.FLOAT32, true);
          Tensor[] outs = Autograd.noGrad(() -> Row.tensors(sample.call.on(x)));
          for (Tensor out : outs) {
            assertThat(out.gradFn()).as(row.key).isNull();
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> badCallsAreRefusedInWords() {
    return Runs.each(
        row -> !row.bad.isEmpty(),
        row -> {
          for (Row.Bad bad : row.bad) {
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
  Stream<DynamicTest> typesWithoutAMeaningAreRefusedInWords() {
    return Runs.each(
        row -> row.checksDtypes,
        row -> {
          Row.Case sample = row.cases.get(0);
          for (DType type : DType.values()) {
            Tensor[] x = new Tensor[sample.inputs.length];
            for (int k = 0; k < x.length; k++) {
              x[k] = inType(sample.inputs[k], k, type);
            }
            try {
              sample.call.on(x);
            } catch (UnsupportedOperationException | IllegalArgumentException e) {
              String op = row.key.split("\\.")[0];
              assertThat(e.getMessage())
                  .as(row.key + " of " + type)
                  .matches(m -> m.startsWith(op + ":") || m.startsWith(Row.camel(op) + ":"));
            }
          }
        });
  }
}
