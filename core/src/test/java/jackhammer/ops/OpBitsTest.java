package jackhammer.ops;

import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.Tensor;
import jackhammer.testing.BitsRecorder;
import jackhammer.testing.Close;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The same bits at every SIMD width and on every number of threads. */
@Tag("bits")
class OpBitsTest {

  @TestFactory
  Stream<DynamicTest> samplesAreRecorded() {
    return Runs.each(
        row -> true,
        row ->
            Runs.forCases(
                row,
                (c, sample) -> {
                  for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
                    Tensor[] x = Runs.inputs(sample.inputs, type, true);
                    Tensor[] outs = Row.tensors(sample.call.on(x));
                    String name = "op/" + row.key + "/" + c + "/" + type.shortName();
                    record(name + "/out", outs);
                    record(name + "/grad", Runs.gradients(outs, x));
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> threadsDoNotMatter() {
    return Runs.each(
        row -> row.large != null,
        row -> {
          int before = Jackhammer.threads();
          try {
            Tensor[] expected = null;
            for (int threads : new int[] {1, 2, 3, 7}) {
              Jackhammer.threads(threads);
              Tensor[] x = Runs.inputs(row.large, DType.FLOAT32, true);
              Tensor[] outs = Row.tensors(row.cases.get(0).call.on(x));
              Tensor[] grads = Runs.gradients(outs, x);
              Tensor[] all = new Tensor[outs.length + grads.length];
              for (int j = 0; j < all.length; j++) {
                Tensor t = j < outs.length ? outs[j] : grads[j - outs.length];
                all[j] = t == null ? Tensor.zeros(0) : t.detach();
              }
              if (expected == null) {
                expected = all;
                record("op/" + row.key + "/large", all);
              }
              Close.assertSameBits(row.key + " on " + threads + " threads", all, expected);
            }
          } finally {
            Jackhammer.threads(before);
          }
        });
  }

  private static void record(String name, Tensor[] results) {
    for (int o = 0; o < results.length; o++) {
      if (results[o] != null) {
        BitsRecorder.record(name + o, Close.bits(results[o]));
      }
    }
  }
}
