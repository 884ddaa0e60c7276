package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Tensor;
import jackhammer.data.Dataset;
import jackhammer.data.Example;
import jackhammer.io.Safetensors;
import jackhammer.optim.Adam;
import jackhammer.vision.models.LeNet5;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InterruptTest {
  private static final List<String> CLASSES = Collections.nCopies(10, "a class");

  @TempDir Path folder;

  @Test
  void inTheSecondEpochSavesWhatThereIs() throws Exception {
    int[] asked = {0};
    try (Interrupt interrupt = new Interrupt()) {
      Dataset<Example> train =
          new Dataset<>() {
            @Override
            public Example get(int index) {
              // 8 examples in an epoch: the user loses patience during the third batch of 2.
              if (++asked[0] == 8 + 5) {
                interrupt.request();
              }
              return new Example(Tensor.ones(1, 28, 28).mul(index), Tensor.tensor(index % 10));
            }

            @Override
            public int size() {
              return 8;
            }
          };
      LeNet5 net = new LeNet5();
      var card = new RunCard("fashion-mnist", "lenet", Map.of("classes", CLASSES), Map.of());
      var task =
          PictureClassifier.model("lenet", n -> net, 1e-3, Schedule.CONSTANT).build().apply(card);
      SavedRun run = SavedRun.create(folder, card);
      StringWriter out = new StringWriter();
      Dataset<Example> test =
          Dataset.of(List.of(new Example(Tensor.ones(1, 28, 28), Tensor.tensor(1))));
      var outcome =
          new Training<>(
                  task,
                  Examples.of(Part.TRAINING, train, "pictures", "here"),
                  Examples.of(Part.TEST, test, "pictures", "here"),
                  2,
                  5,
                  new Adam(net.namedParameters(), 1e-3),
                  Schedule.CONSTANT)
              .run(run, new PrintWriter(out), new PrintWriter(new StringWriter()), interrupt);
      assertThat(outcome.interrupted()).isTrue();
      assertThat(outcome.finishedEpochs()).isEqualTo(1);
      assertThat(outcome.epochs().getLast().train().examples()).isEqualTo(6);
      assertThat(out.toString()).contains("Interrupted. The weights and the numbers so far are in");
      List<String> metrics = Files.readAllLines(folder.resolve("metrics.csv"));
      assertThat(metrics).hasSize(3);
      assertThat(metrics.get(2)).startsWith("2,0.001,").contains(",,");
      assertThat(Safetensors.load(run.weights()).get("fc3.bias").toFloatArray())
          .isEqualTo(net.parameter("fc3.bias").detach().toFloatArray());
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill")
  @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aPoliteKillEndsTheProcessInOrder() throws Exception {
    FewPictures.write(folder);
    ProcessBuilder builder =
        Cli.launcher(
            Map.of(),
            "train",
            "fashion-mnist",
            "--data",
            folder.toString(),
            "--epochs",
            "100000",
            "--out",
            folder.resolve("out").toString(),
            "--json");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line;
      do {
        line = out.readLine();
        assertThat(line).as("the first epoch").isNotNull();
      } while (!line.startsWith("    1 "));
      assertThat(
              new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor())
          .isZero();
      List<String> rest = out.lines().toList();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      // 128 + 15. Ctrl-C takes the same way, but a build in the background may ignore its signal.
      assertThat(process.exitValue()).isEqualTo(143);
      assertThat(rest.get(rest.size() - 2))
          .startsWith("Interrupted. The weights and the numbers so far are in");
      assertThat(((Map<?, ?>) Json.parse(rest.getLast())).get("interrupted")).isEqualTo(true);
    } finally {
      process.destroyForcibly();
    }
    assertThat(Safetensors.load(folder.resolve("out/model.safetensors"))).isNotEmpty();
    assertThat(folder.resolve("out/metrics.csv")).isNotEmptyFile();
  }
}
