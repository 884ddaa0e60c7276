package jackhammer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jackhammer.Tensor;
import jackhammer.io.CorruptFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytePairTokenizerTest {
  private static final JsonNode GOLDEN = Goldens.read("byte_pairs.json");

  @TempDir Path folder;

  private BytePairTokenizer load(JsonNode tokenizer) {
    Path file = folder.resolve("tokenizer.json");
    try {
      Files.writeString(file, new ObjectMapper().writeValueAsString(tokenizer));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return BytePairTokenizer.load(file);
  }

  private BytePairTokenizer changed(String name, Consumer<ObjectNode> change) {
    ObjectNode tokenizer = GOLDEN.get(name).get("tokenizer").deepCopy();
    change.accept(tokenizer);
    return load(tokenizer);
  }

  private void same(BytePairTokenizer t, JsonNode texts) {
    assertThat(texts.size()).isEqualTo(12);
    for (JsonNode golden : texts) {
      String text = golden.get("text").asText();
      Tensor numbers = t.encode(text);
      assertThat(numbers.toLongArray())
          .as(text)
          .isEqualTo(
              Goldens.each(golden.get("numbers")).stream().mapToLong(JsonNode::asLong).toArray());
      assertThat(t.tokenize(text)).isEqualTo(Goldens.strings(golden.get("tokens")));
      assertThat(t.decode(numbers)).isEqualTo(golden.get("decoded").asText());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "roberta", "llama3", "qwen", "words", "fused", "dropping"})
  void isWhatTheLibraryGives(String name) {
    same(load(GOLDEN.get(name).get("tokenizer")), GOLDEN.get(name).get("texts"));
  }

  @Test
  void mergesOfOlderFilesAreStrings() {
    BytePairTokenizer t =
        changed(
            "gpt2",
            f -> {
              ArrayNode merges = f.objectNode().arrayNode();
              f.get("model")
                  .get("merges")
                  .forEach(m -> merges.add(m.get(0).asText() + " " + m.get(1).asText()));
              ((ObjectNode) f.get("model")).set("merges", merges);
            });
    same(t, GOLDEN.get("gpt2").get("texts"));
  }

  @Test
  void aLongWordIsQuick() {
    String word = "hammer".repeat(50_000);
    BytePairTokenizer t = load(GOLDEN.get("gpt2").get("tokenizer"));
    assertThat(t.decode(t.encode(word))).isEqualTo(word);
  }

  @Test
  void whatIsNotKnownIsRefusedWhenTheFileIsRead() {
    refused("gpt2", "model.type", f -> model(f).put("type", "Unigram"));
    refused("gpt2", "byte_fallback", f -> model(f).put("byte_fallback", true));
    refused("gpt2", "end_of_word_suffix", f -> model(f).put("end_of_word_suffix", "</w>"));
    refused("gpt2", "dropout", f -> model(f).put("dropout", 0.1));
    refused("gpt2", "pre_tokenizer", f -> f.putObject("pre_tokenizer").put("type", "Metaspace"));
    refused("gpt2", "normalizer", f -> f.putObject("normalizer").put("type", "BertNormalizer"));
    refused("dropping", "behavior", f -> step(f).put("behavior", "MergedWithNext"));
    refused(
        "gpt2",
        "single_word",
        f -> ((ObjectNode) f.get("added_tokens").get(0)).put("single_word", true));
  }

  private void refused(String name, String what, Consumer<ObjectNode> change) {
    assertThatThrownBy(() -> changed(name, change))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining(what)
        .hasMessageContaining("tokenizer.json: expected");
  }

  @Test
  void aDamagedFileIsRefused() throws Exception {
    damaged("model", f -> f.remove("model"));
    damaged("vocab", f -> model(f).remove("vocab"));
    damaged("merges", f -> model(f).remove("merges"));
    damaged("merge 0", f -> ((ArrayNode) model(f).get("merges")).insertArray(0).add("x").add("yz"));
    damaged("pairs", f -> ((ArrayNode) model(f).get("merges")).insert(0, "a b c"));
    damaged("-1 for 'q'", f -> ((ObjectNode) model(f).get("vocab")).put("q", -1));
    damaged("one number twice", f -> ((ObjectNode) model(f).get("vocab")).put("q", 5));
    damaged("unk_token", f -> model(f).put("unk_token", "no such"));
    Path file = Files.writeString(folder.resolve("t.json"), "{\"model\": {");
    assertThatThrownBy(() -> BytePairTokenizer.load(file))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("at byte 11 expected JSON");
  }

  private void damaged(String what, Consumer<ObjectNode> change) {
    assertThatThrownBy(() -> changed("gpt2", change))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(what);
  }

  private static ObjectNode model(ObjectNode file) {
    return (ObjectNode) file.get("model");
  }

  private static ObjectNode step(ObjectNode file) {
    return (ObjectNode) file.get("pre_tokenizer");
  }

  @Test
  void numbersOfNoTokenAndOtherDecodersAreSaid() {
    BytePairTokenizer t = load(GOLDEN.get("gpt2").get("tokenizer"));
    assertThat(t.size()).isEqualTo(460);
    assertThat(t.token(460)).isEmpty();
    assertThatThrownBy(() -> t.decode(Tensor.tensor(1, 460)))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("460");
    BytePairTokenizer other = changed("gpt2", f -> f.putObject("decoder").put("type", "WordPiece"));
    assertThat(other.encode("hammer").numel()).isPositive();
    assertThatThrownBy(() -> other.decode(Tensor.tensor(1, 2)))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
