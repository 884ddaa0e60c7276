package jackhammer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.io.CorruptFileException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabTest {
  @TempDir Path folder;

  /** b three times, a twice, c once. */
  private static Vocab abc(UnaryOperator<Vocab.Options> options) {
    return Vocab.of(Stream.of(List.of("b", "a", "b"), List.of("c", "a", "b")), options);
  }

  @Test
  void theOrderIsThatOfTorchtext() {
    JsonNode golden = Goldens.read("tokens.json");
    Vocab vocab =
        Vocab.of(
            Goldens.strings(golden.get("texts")).stream().map(Tokenizer.characters()::tokenize),
            o -> o);
    assertThat(vocab.size()).isEqualTo(golden.get("vocab").size()).isGreaterThan(50);
    for (int i = 0; i < vocab.size(); i++) {
      JsonNode expected = golden.get("vocab").get(i);
      assertThat(vocab.token(i)).isEqualTo(expected.get(0).asText());
      assertThat(vocab.count(vocab.token(i))).isEqualTo(expected.get(1).asLong());
    }
  }

  @Test
  void specialsComeFirstAndAreCountedAsTheyOccur() {
    Vocab v = abc(o -> o.specials("<pad>", "c").unknown("<unk>"));
    assertThat(v.tokens()).containsExactly("<pad>", "c", "<unk>", "b", "a");
    assertThat(v.count("c")).isEqualTo(1);
    assertThat(v.count("<pad>")).isZero();
    assertThat(v.count("other")).isZero();
    assertThat(v.unknown()).contains("<unk>");
    assertThat(v).hasToString("Vocab(5 tokens, unknown <unk>)");
  }

  @Test
  void rareTokensAndThoseBeyondTheMostAreLeftOut() {
    assertThat(abc(o -> o.minFreq(2)).tokens()).containsExactly("b", "a");
    assertThat(abc(o -> o.unknown("?").maxTokens(2)).tokens()).containsExactly("?", "b");
  }

  @Test
  void numbersGoBothWays() {
    Vocab v = abc(o -> o.unknown("?"));
    Tensor x = v.encode(List.of("a", "nail", "b"));
    assertThat(x.dtype()).isEqualTo(DType.INT64);
    assertThat(x.toLongArray()).containsExactly(2, 0, 1);
    assertThat(v.decode(x)).containsExactly("a", "?", "b");
    assertThat(v.contains("nail")).isFalse();
    assertThat(v.encode(List.of()).size()).hasToString("torch.Size([0])");
  }

  @Test
  void whatHasNoNumberIsSaid() {
    Vocab v = abc(o -> o);
    assertThatThrownBy(() -> v.encode(List.of("a", "nail")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one of the 3 tokens, got 'nail'")
        .hasMessageContaining("unknown");
    assertThatThrownBy(() -> v.token(3))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("Vocab: expected a number from 0 to 2, got 3");
    assertThatThrownBy(() -> v.decode(Tensor.tensor(0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("whole numbers [L]");
  }

  @Test
  void optionsThatExcludeEachOtherAreRefused() {
    assertThatThrownBy(() -> abc(o -> o.specials("x", "x")))
        .hasMessageContaining("specials that differ");
    assertThatThrownBy(() -> abc(o -> o.specials("x", "y").maxTokens(1)))
        .hasMessageContaining("maxTokens of at least 2");
    assertThatThrownBy(() -> abc(o -> o.minFreq(0))).hasMessageContaining("minFreq");
    assertThatThrownBy(() -> abc(o -> o.maxTokens(0))).hasMessageContaining("maxTokens");
  }

  @Test
  void knownTokensKeepTheirOrder() {
    Vocab v = Vocab.of(List.of("z", "?", "a"), "?");
    assertThat(v.tokens()).containsExactly("z", "?", "a");
    assertThat(v.encode(List.of("a", "b")).toLongArray()).containsExactly(2, 1);
    assertThatThrownBy(() -> Vocab.of(List.of("a", "a"), null)).hasMessageContaining("one twice");
    assertThatThrownBy(() -> Vocab.of(List.of("a"), "b")).hasMessageContaining("got 'b'");
  }

  @Test
  void aSavedVocabularyIsTheSameAgain() {
    List<String> odd =
        List.of("", " ", "\t", "a\nb", "\r", "\\", "\\t", "\u2028", "\u0085", "\uD83D\uDD28", "春");
    Vocab v = Vocab.of(Stream.of(odd, odd, List.of("春")), o -> o.unknown("<unk>"));
    v.save(folder.resolve("v.txt"));
    Vocab again = Vocab.load(folder.resolve("v.txt"));
    assertThat(again.tokens()).isEqualTo(v.tokens()).hasSize(12);
    assertThat(again.unknown()).isEqualTo(v.unknown());
    assertThat(again.tokens()).allMatch(t -> again.count(t) == v.count(t));
    assertThat(again.count("春")).isEqualTo(3);
  }

  @Test
  void theFileIsAsDescribed() throws Exception {
    abc(o -> o.unknown("a\tb\\")).save(folder.resolve("v.txt"));
    assertThat(folder.resolve("v.txt"))
        .hasContent("jackhammer-vocab\t1\t4\t0\na\\tb\\\\\t0\nb\t3\na\t2\nc\t1\n");
    assertThat(Files.list(folder)).hasSize(1);
    abc(o -> o).save(folder.resolve("v.txt"));
    assertThat(folder.resolve("v.txt")).hasContent("jackhammer-vocab\t1\t3\t-\nb\t3\na\t2\nc\t1\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|at byte 0",
        "jackhammer-vocab;2;0;-/|at byte 0",
        "jackhammer-vocab;1;1;-/a;1|expected 1 tokens",
        "jackhammer-vocab;1;2;-/a;1/|expected 2 tokens",
        "jackhammer-vocab;1;1;-/a;1/b;1/|expected 1 tokens",
        "jackhammer-vocab;1;1;1/a;1/|an unknown token among the 1",
        "jackhammer-vocab;1;2;-/春;1/a/|at byte 29 expected a token, a tab and a count, got 'a'",
        "jackhammer-vocab;1;1;-/a;-1/|at byte 23",
        "jackhammer-vocab;1;1;-/a\\x;1/|at byte 23",
        "jackhammer-vocab;1;2;-/a;1/a;1/|at byte 27 expected tokens that differ",
      })
  void aDamagedFileIsRefused(String content, String message) throws Exception {
    Path file =
        Files.writeString(folder.resolve("v.txt"), content.replace(';', '\t').replace('/', '\n'));
    assertThatThrownBy(() -> Vocab.load(file))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("v.txt")
        .hasMessageContaining(message);
  }

  @Test
  void everyShorterOrChangedFileIsRefusedOrLoadedWhole() throws Exception {
    Path file = folder.resolve("v.txt");
    abc(o -> o.unknown("<unk>")).save(file);
    byte[] bytes = Files.readAllBytes(file);
    for (int n = 0; n < bytes.length; n++) {
      Files.write(file, Arrays.copyOf(bytes, n));
      assertThatThrownBy(() -> Vocab.load(file)).isInstanceOf(CorruptFileException.class);
    }
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= (byte) 0x80;
      Files.write(file, changed);
      assertThatThrownBy(() -> Vocab.load(file)).isInstanceOf(CorruptFileException.class);
    }
  }

  @Test
  void aHalfCharacterIsNotSaved() {
    Vocab v = Vocab.of(Stream.of(List.of("\uD83D")), o -> o);
    Path file = folder.resolve("v.txt");
    assertThatThrownBy(() -> v.save(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogate");
    assertThat(file).doesNotExist();
    assertThatThrownBy(() -> Vocab.load(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("v.txt");
  }
}
