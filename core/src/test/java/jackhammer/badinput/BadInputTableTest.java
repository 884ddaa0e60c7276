package jackhammer.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.Jackhammer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What PyTorch was asked with bad input, one line of goldens/probes.txt for each question: what we
 * say to it, or why there is nothing to ask.
 */
class BadInputTableTest {
  @TempDir Path folder;

  private Probes probes() {
    Probes p = new Probes();
    LayerProbes.add(p);
    ConvFamilyProbes.add(p);
    NormProbes.add(p);
    PoolProbes.add(p);
    ActivationProbes.add(p);
    VisionProbes.add(p);
    LossProbes.add(p);
    EmbeddingProbes.add(p);
    DistanceProbes.add(p);
    SequenceProbes.add(p);
    OpProbes.add(p);
    RecurrentProbes.add(p);
    RecurrentOfProbes.add(p);
    WorkProbes.add(p, folder);
    Waiting.add(p);
    return p;
  }

  private static List<String> ids() throws IOException {
    try (InputStream in = BadInputTableTest.class.getResourceAsStream("/goldens/probes.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\n")).filter(s -> !s.startsWith("#")).toList();
    }
  }

  @BeforeEach
  void sameNumbers() {
    Jackhammer.manualSeed(0);
  }

  @TestFactory
  Stream<DynamicTest> answers() {
    return probes().all.stream()
        .map(
            probe ->
                DynamicTest.dynamicTest(
                    probe.id(),
                    () -> {
                      if (probe.type() == null) {
                        assertThat(String.valueOf(probe.call().get()))
                            .isEqualTo(probe.parts().getFirst());
                      } else {
                        assertThatThrownBy(() -> probe.call().get())
                            .isExactlyInstanceOf(probe.type())
                            .message()
                            .contains(probe.parts());
                      }
                    }));
  }

  @Test
  void everyQuestionHasOneAnswer() throws IOException {
    Probes p = probes();
    List<String> faults = new ArrayList<>();
    List<String> ids = ids();
    assertThat(ids).hasSize(342);
    for (String id : ids) {
      long answered = p.all.stream().filter(probe -> probe.id().equals(id)).count();
      long compiled = p.compiled.stream().filter(id::equals).count();
      long waiting =
          p.waiting.values().stream()
              .filter(beginnings -> beginnings.stream().anyMatch(id::startsWith))
              .count();
      if (answered + compiled + (answered + compiled > 0 ? 0 : waiting) != 1) {
        faults.add(
            "%s: answered %d, waiting %d, not Java %d".formatted(id, answered, waiting, compiled));
      }
    }
    p.all.stream()
        .map(Probes.Probe::id)
        .filter(id -> !id.startsWith("* ") && !ids.contains(id))
        .forEach(id -> faults.add(id + ": not in probes.txt"));
    assertThat(faults).isEmpty();
  }

  /** Whoever adds a layer adds what it says to bad input. */
  @Test
  void whatIsWaitedForIsNotThere() {
    for (String what : probes().waiting.keySet()) {
      assertThat(exists(what))
          .as("%s is there now: move its lines from Waiting to a table", what)
          .isFalse();
    }
  }

  private static boolean exists(String what) {
    String[] parts = what.split("#");
    try {
      Class<?> c = Class.forName(parts[0]);
      return parts.length == 1
          || Arrays.stream(c.getMethods()).anyMatch(m -> m.getName().equals(parts[1]));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
