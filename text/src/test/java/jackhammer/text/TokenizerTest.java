package jackhammer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

class TokenizerTest {
  private static final JsonNode GOLDEN = Goldens.read("tokens.json");
  private static final List<String> TEXTS = Goldens.strings(GOLDEN.get("texts"));

  private static void same(Tokenizer tokenizer, JsonNode expected) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(tokenizer.tokenize(TEXTS.get(i)))
          .as(TEXTS.get(i))
          .isEqualTo(Goldens.strings(expected.get(i)));
    }
  }

  @Test
  void charactersAreThoseOfPython() {
    same(Tokenizer.characters(), GOLDEN.get("characters"));
  }

  @Test
  void whiteSpaceIsThatOfPython() {
    same(Tokenizer.whitespace(), GOLDEN.get("whitespace"));
  }

  @Test
  void matchesAreThoseOfPython() {
    assertThat(GOLDEN.get("regex").size()).isEqualTo(5);
    GOLDEN.get("regex").properties().forEach(e -> same(Tokenizer.regex(e.getKey()), e.getValue()));
  }

  @Test
  void splittingGivesWhatLiesBetween() {
    assertThat(Tokenizer.splitting(",\\s*").tokenize(",a, b,,c,")).containsExactly("a", "b", "c");
  }

  @Test
  void aPatternThatIsNoneIsRefusedAtOnce() {
    assertThatThrownBy(() -> Tokenizer.regex("(")).isInstanceOf(PatternSyntaxException.class);
    assertThatThrownBy(() -> Tokenizer.splitting(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("splitting");
    assertThatThrownBy(() -> Tokenizer.characters().tokenize(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a text, got null");
  }
}
