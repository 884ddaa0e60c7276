package jackhammer.text.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jackhammer.Jackhammer;
import jackhammer.Tensor;
import jackhammer.nn.LSTM;
import jackhammer.nn.Module;
import jackhammer.text.Padded;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextModelsTest {
  private static final JsonNode GOLDEN = golden();

  private static JsonNode golden() {
    try (InputStream in = TextModelsTest.class.getResourceAsStream("/goldens/text_models.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <M extends Module> M seeded(Supplier<M> make) {
    Jackhammer.manualSeed(0);
    M net = make.get();
    net.eval();
    return net;
  }

  private static TextClassifier classifier(String model) {
    return seeded(
        () ->
            model.equals("conv1d")
                ? new TextCnn(8, 3)
                : new TextRnn(TextRnn.Kind.valueOf(model), 8, 3));
  }

  private static List<Tensor> texts() {
    List<Tensor> texts = new ArrayList<>();
    for (JsonNode text : GOLDEN.get("texts")) {
      texts.add(Tensor.fromArray(new ObjectMapper().convertValue(text, long[].class)));
    }
    return texts;
  }

  private static void same(Tensor got, JsonNode expected) {
    List<Double> numbers = new ArrayList<>();
    flatten(expected, numbers);
    float[] values = got.detach().flatten().toFloatArray();
    assertThat(values).hasSameSizeAs(numbers.toArray());
    for (int i = 0; i < values.length; i++) {
      assertThat((double) values[i]).isCloseTo(numbers.get(i), within(1e-5));
    }
  }

  private static void flatten(JsonNode node, List<Double> to) {
    if (node.isArray()) {
      node.forEach(n -> flatten(n, to));
    } else {
      to.add(node.asDouble());
    }
  }

  private static void sameKeys(Module net, String model) {
    assertThat(List.copyOf(net.stateDict().keySet()))
        .isEqualTo(new ObjectMapper().convertValue(GOLDEN.get(model).get("keys"), List.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv1d", "RNN", "LSTM", "GRU"})
  void aPaddedBatchSaysWhatPyTorchSaysOfEachText(String model) {
    TextClassifier net = classifier(model);
    sameKeys(net, model);
    // What is behind the end is a token like any other: it must make no difference.
    Padded batch = Padded.of(texts(), 4);
    Tensor logits = net.call(batch.sequences(), batch.lengths());
    same(logits, GOLDEN.get(model).get("outputs"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv1d", "RNN", "LSTM", "GRU"})
  void aTextInABatchGivesTheBitsOfTheTextAlone(String model) {
    TextClassifier net = classifier(model);
    Padded batch = Padded.of(texts(), 0);
    Tensor all = net.call(batch.sequences(), batch.lengths());
    for (int i = 0; i < 4; i++) {
      Padded one = Padded.of(texts().subList(i, i + 1), 0);
      float[] alone = net.call(one.sequences(), one.lengths()).detach().flatten().toFloatArray();
      assertThat(Arrays.equals(all.select(0, i).detach().toFloatArray(), alone))
          .as("%d", i)
          .isTrue();
    }
  }

  @Test
  void aTextInPartsIsForetoldAsTheWhole() {
    CharRnn net = seeded(() -> new CharRnn(8));
    sameKeys(net, "chars");
    Tensor x = texts().get(3).unsqueeze(0);
    CharRnn.Output whole = net.call(x, null);
    same(whole.logits(), GOLDEN.get("chars").get("outputs"));
    LSTM.State state = null;
    for (int i = 0; i < x.size(1); i++) {
      CharRnn.Output one = net.call(x.narrow(1, i, 1), state);
      assertThat(one.logits().equal(whole.logits().narrow(1, i, 1))).as("%d", i).isTrue();
      state = one.state();
    }
  }

  @Test
  void aForecastIsPyTorchs() {
    SeriesGru net = seeded(() -> new SeriesGru(1, 2));
    sameKeys(net, "forecast");
    double[][] series = new ObjectMapper().convertValue(GOLDEN.get("series"), double[][].class);
    same(net.call(Tensor.tensor(series).unsqueeze(2)), GOLDEN.get("forecast").get("outputs"));
  }
}
