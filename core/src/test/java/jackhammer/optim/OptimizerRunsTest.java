package jackhammer.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.Tensor;
import jackhammer.io.Safetensors;
import jackhammer.testing.BitsRecorder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Optimizers with groups and schedules over 20 steps, as PyTorch and as if never interrupted. */
@Tag("bits")
class OptimizerRunsTest {

  private static Stream<DynamicTest> each(Body body) throws IOException {
    return OptimizerRun.all().stream()
        .map(run -> DynamicTest.dynamicTest(run.toString(), () -> body.on(run)));
  }

  private interface Body {
    void on(OptimizerRun run) throws Exception;
  }

  @TestFactory
  Stream<DynamicTest> stepsAndRatesAreThoseOfPyTorch() throws IOException {
    return each(
        run -> {
          OptimizerRun.Training training = run.new Training(0);
          for (int t = 0; t < OptimizerRun.STEPS; t++) {
            training.step();
            String[] rates = run.rates()[t].split(",");
            for (int g = 0; g < rates.length; g++) {
              double rate = Double.parseDouble(rates[g]);
              assertThat(training.optimizer.paramGroups().get(g).options().lr())
                  .as("learning rate of group %d after step %d", g, t)
                  .isCloseTo(rate, within(1e-14 * rate));
            }
            if (OptimizerRun.SHOWN.contains(t)) {
              compare(run, training, t);
            }
          }
          BitsRecorder.record(
              "optim/" + run,
              training.bits().stream().flatMapToLong(b -> java.util.Arrays.stream(b)).toArray());
        });
  }

  private static void compare(OptimizerRun run, OptimizerRun.Training training, int t) {
    ByteBuffer expected =
        ByteBuffer.wrap(run.states()[OptimizerRun.SHOWN.indexOf(t)]).order(ByteOrder.LITTLE_ENDIAN);
    training.parameters.forEach(
        (name, p) -> {
          for (double actual : p.detach().toDoubleArray()) {
            boolean single = run.dtype() == DType.FLOAT32;
            double e = single ? expected.getFloat() : expected.getDouble();
            // an ulp of the parameter for each step, or of 1/16 where it is near 0
            double size = Math.max(Math.abs(e), 1.0 / 16);
            double ulp = single ? Math.ulp((float) size) : Math.ulp(size);
            assertThat(actual).as("%s after step %d", name, t).isCloseTo(e, within((t + 1) * ulp));
          }
        });
    assertThat(expected.hasRemaining()).isFalse();
  }

  @TestFactory
  Stream<DynamicTest> printedFormsAndKeysOfTheStateAreThoseOfPyTorch() throws IOException {
    return each(
        run -> {
          OptimizerRun.Training training = run.new Training(0);
          assertThat(training.printed).isEqualTo(run.printed());
          assertThat(training.optimizer).hasToString(run.printedWithSchedule());
          for (int t = 0; t < OptimizerRun.STEPS; t++) {
            training.step();
          }
          assertThat(keys(training.optimizer)).isEqualTo(run.keys());
        });
  }

  private static String keys(Optimizer<?> optimizer) {
    return optimizer.stateDict().state().entrySet().stream()
        .filter(own -> !own.getValue().isEmpty())
        .map(
            own ->
                own.getKey().replaceFirst("^p", "")
                    + ":"
                    + String.join(",", new TreeSet<>(own.getValue().keySet())))
        .collect(Collectors.joining(" "));
  }

  @TestFactory
  Stream<DynamicTest> anInterruptedRunHasTheBitsOfAnUninterruptedOne(@TempDir Path folder)
      throws IOException {
    return each(
        run -> {
          OptimizerRun.Training whole = run.new Training(0);
          for (int t = 0; t < OptimizerRun.STEPS; t++) {
            whole.step();
          }
          for (int stop : new int[] {1, 8, 10}) {
            OptimizerRun.Training first = run.new Training(0);
            for (int t = 0; t < stop; t++) {
              first.step();
            }
            OptimizerRun.Training second = run.new Training(stop);
            Autograd.noGrad(
                () -> second.parameters.forEach((name, p) -> p.copy_(first.parameters.get(name))));
            resume(first.optimizer, second.optimizer, folder.resolve("state.safetensors"));
            if (second.scheduler != null) {
              second.scheduler.loadStateDict(first.scheduler.stateDict());
              assertThat(second.scheduler.getLastLr()).isEqualTo(first.scheduler.getLastLr());
            }
            // What goes on with the saved one must not reach the other.
            first.step();
            for (int t = stop; t < OptimizerRun.STEPS; t++) {
              second.step();
            }
            List<long[]> expected = whole.bits();
            List<long[]> actual = second.bits();
            for (int k = 0; k < expected.size(); k++) {
              assertThat(actual.get(k)).as("interrupted after %d", stop).isEqualTo(expected.get(k));
            }
          }
        });
  }

  /** The tensors go through a file. */
  @SuppressWarnings("unchecked")
  private static <H extends Hyperparameters<H>> void resume(
      Optimizer<?> from, Optimizer<H> to, Path file) {
    Optimizer.State<H> saved = ((Optimizer<H>) from).stateDict();
    Map<String, Tensor> flat = new LinkedHashMap<>();
    saved.state().forEach((name, own) -> own.forEach((k, t) -> flat.put(name + "/" + k, t)));
    Safetensors.save(flat, file);
    Map<String, Map<String, Tensor>> state = new LinkedHashMap<>();
    Safetensors.load(file)
        .forEach(
            (key, t) ->
                state
                    .computeIfAbsent(key.split("/")[0], n -> new LinkedHashMap<>())
                    .put(key.split("/")[1], t));
    to.loadStateDict(new Optimizer.State<>(state, saved.paramGroups()));
  }

  @TestFactory
  Stream<DynamicTest> aRunInsideStepsThatRecycleMemoryIsTheSame() throws IOException {
    return each(
        run -> {
          OptimizerRun.Training plain = run.new Training(0);
          OptimizerRun.Training recycled = run.new Training(0);
          for (int t = 0; t < OptimizerRun.STEPS; t++) {
            plain.step();
            Jackhammer.step(recycled::step);
          }
          List<long[]> expected = plain.bits();
          List<long[]> actual = recycled.bits();
          for (int k = 0; k < expected.size(); k++) {
            assertThat(actual.get(k)).isEqualTo(expected.get(k));
          }
        });
  }
}
