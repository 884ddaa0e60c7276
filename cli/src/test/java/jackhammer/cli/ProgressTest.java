package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void withoutATerminalItIsALineEveryTenSecondsAndOneAtTheEnd() {
    StringWriter text = new StringWriter();
    long[] seconds = {0};
    try (Progress p =
        Progress.plain(
            new PrintWriter(text),
            "epoch 1/5",
            300,
            "pictures",
            () -> seconds[0] * 1_000_000_000L)) {
      for (int i = 0; i < 30; i++) {
        seconds[0]++;
        p.note("loss 0." + i);
        p.by(10);
      }
    }
    assertThat(text.toString().lines())
        .containsExactly(
            "epoch 1/5: 100/300 pictures, 10.0 s, 10 pictures/s, loss 0.9",
            "epoch 1/5: 200/300 pictures, 20.0 s, 10 pictures/s, loss 0.19",
            "epoch 1/5: 300/300 pictures, 30.0 s, 10 pictures/s, loss 0.29");
  }

  @Test
  void onATerminalItDrawsOverOneLine() {
    StringWriter text = new StringWriter();
    try (Progress p = Progress.bar(new PrintWriter(text), "epoch 1/5", 300, "pictures")) {
      p.by(150);
      p.note("loss 0.5");
      p.by(150);
    }
    List<String> drawings = List.of(text.toString().stripTrailing().split("\r"));
    assertThat(drawings).allSatisfy(d -> assertThat(d).hasSizeLessThan(Terminal.columns()));
    assertThat(drawings.getLast()).startsWith("epoch 1/5 100%").contains("300/300", "loss 0.5");
    assertThat(text.toString()).endsWith(System.lineSeparator());
  }

  @Test
  void onEightyColumnsThereIsRoomForTheBarAndTheNote() {
    StringWriter text = new StringWriter();
    String note = "loss 0.8074, accuracy 72.70 %";
    try (Progress p = Progress.bar(new PrintWriter(text), "epoch 1/5", 60_000, "pictures")) {
      p.by(60_000);
      p.note(note);
    }
    String last = List.of(text.toString().stripTrailing().split("\r")).getLast();
    assertThat(Terminal.columns()).isEqualTo(80);
    assertThat(last).contains(note).containsPattern("\\|\u2588{8,}\\| 60000/60000 \\(0:00:00\\)");
  }

  @Test
  void aFleetingBarLeavesNothingOnATerminal() {
    StringWriter text = new StringWriter();
    try (Progress p = Progress.bar(new PrintWriter(text), "test", 300, "pictures").fleeting()) {
      p.by(300);
    }
    String blank = " ".repeat(Terminal.columns() - 1);
    assertThat(text.toString()).endsWith("\r" + blank + "\r").doesNotContain("\n");
  }
}
