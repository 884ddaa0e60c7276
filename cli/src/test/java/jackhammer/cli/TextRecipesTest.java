package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.io.Safetensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRecipesTest {
  @TempDir Path folder;

  private Cli.Result train(String recipe, String... more) {
    List<String> args = new ArrayList<>(List.of("train", recipe, "--json"));
    args.addAll(List.of("--out", folder.resolve(recipe).toString()));
    args.addAll(Arrays.asList(more));
    return good(args.toArray(String[]::new));
  }

  private static Cli.Result good(String... args) {
    Cli.Result r = Cli.run(args);
    assertThat(r.code()).as(r.err()).isZero();
    return r;
  }

  private static String mistake(String... args) {
    Cli.Result r = Cli.run(args);
    assertThat(r.code()).isEqualTo(Main.USER_ERROR);
    assertThat(r.err().lines()).hasSize(1);
    return r.err();
  }

  private static Map<?, ?> json(Cli.Result r) throws Exception {
    return (Map<?, ?>) Json.parse(r.lastLine());
  }

  private void picture(String name) throws Exception {
    assertThat(ImageIO.read(folder.resolve(name).toFile()).getWidth()).isGreaterThan(600);
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv1d", "lstm", "gru", "rnn"})
  void namesAreToldApartBetterThanByChance(String model) throws Exception {
    Cli.Result r = train("names", "--model", model, "--limit", "1500", "--epochs", "3");
    assertThat(r.out()).contains("Family names: 1,500 to learn from and 1,500 for test");
    Map<?, ?> facts = json(r);
    assertThat(facts.get("model")).isEqualTo(model);
    // Always the most frequent language: 5.3 %.
    assertThat((double) facts.get("test_balanced_accuracy")).isGreaterThan(0.15);
    picture("names/confusion.png");
  }

  @Test
  void evalOfNamesFindsWhatTrainFoundAndNamesTheMajority() throws Exception {
    Map<?, ?> trained = json(train("names", "--epochs", "1"));
    Cli.Result eval = good("eval", "--json");
    for (String key : List.of("test_loss", "test_accuracy", "test_balanced_accuracy")) {
      assertThat(json(eval).get(key)).isEqualTo(trained.get(key));
    }
    assertThat(json(eval).get("majority_class")).isEqualTo("Polish");
    assertThat((double) json(eval).get("majority_accuracy")).isBetween(0.19, 0.21);
    assertThat((double) json(eval).get("test_accuracy")).isGreaterThan(0.5);
    assertThat(eval.out()).contains("To say always Polish would be right for");

    Cli.Result predict =
        good("predict", "Müller", "王", "O’Brien", "Mu\u0308ller", "xx\u1234", "--json");
    List<?> names = (List<?>) json(predict).get("names");
    assertThat(names).hasSize(5);
    List<?> best = (List<?>) ((Map<?, ?>) names.getFirst()).get("best");
    assertThat(best).hasSize(3);
    assertThat(best.toString()).contains("German");
    assertThat(names.get(1).toString()).contains("best=[{class=Chinese");
    assertThat(((Map<?, ?>) names.get(3)).get("best")).as("an accent apart").isEqualTo(best);
    // 王 is in the list once; what stands in one name alone is not learned.
    assertThat(predict.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("王 has what the network has not learned (王)"),
            line -> assertThat(line).contains("xx\u1234 has what", "(\u1234)"));
    assertThat(mistake("predict", " ")).contains("expected a name");
  }

  @Test
  void poemsAreShownAndWrittenAgainFromTheSameSeed() throws Exception {
    Cli.Result r = train("poems", "--limit", "128", "--epochs", "2");
    assertThat(r.out()).contains("perplexity").contains("lstm: ");
    assertThat((double) json(r).get("test_perplexity")).isBetween(10.0, 2500.0);
    Cli.Result once = good("generate", "--prompt", "春", "--seed", "7", "--count", "2", "--json");
    assertThat((List<?>) json(once).get("texts"))
        .hasSize(2)
        .allMatch(t -> ((String) t).startsWith("春"));
    assertThat(
            good("generate", "--prompt", "春", "--seed", "7", "--count", "2", "--threads", "1")
                .out())
        .isEqualTo(once.out().lines().limit(2).map(l -> l + "\n").reduce("", String::concat));
    assertThat(good("generate", "--seed", "8").out())
        .isNotEqualTo(good("generate", "--seed", "9").out());
    assertThat(good("generate", "--temperature", "0", "--seed", "8").out())
        .isEqualTo(good("generate", "--temperature", "0", "--seed", "9").out());
    assertThat(mistake("generate", "--prompt", "春Q")).contains("got Q; it knows 2,557");
    assertThat(mistake("generate", "--temperature", "-1")).contains("--temperature");
    assertThat(mistake("generate", "--count", "0")).contains("--count");
    assertThat(mistake("predict", "春")).contains("jackhammer generate");
  }

  @Test
  void aSeriesIsForecastAndComparedWithNaiveForecasts() throws Exception {
    Cli.Result r = train("series", "--epochs", "10");
    assertThat(r.out())
        .contains("523 windows to learn from and 175 for test")
        .contains("a year before      1.22   1.22   1.23   1.24   1.25   1.25");
    picture("series/forecast.png");
    Map<?, ?> eval = json(good("eval", "--json"));
    assertThat(eval.get("test_error")).isEqualTo(json(r).get("test_error"));
    List<?> errors = (List<?>) eval.get("errors");
    List<?> last = (List<?>) ((Map<?, ?>) eval.get("naive_errors")).get("last");
    for (int h = 0; h < 6; h++) {
      assertThat((double) errors.get(h)).isLessThan((double) last.get(h));
    }
    Cli.Result predict = good("predict", "1997-06", "2010-12");
    assertThat(predict.out())
        .contains("After 1997-06")
        .contains("1997-07")
        .contains("(measured 25.59)")
        .contains("2011-06");
    assertThat(mistake("predict", "June")).contains("a month such as 1997-06");
    assertThat(mistake("predict", "1950-01")).contains("from 1951-12 to 2010-12, got 1950-01");
    assertThat(mistake("generate"))
        .contains("expected weights of the recipe poems, got those of series");
  }

  @Test
  void recipesWithTheirOwnDataWantNoOthers() {
    assertThat(mistake("train", "names", "--limit", "0")).contains("--limit");
    train("series", "--epochs", "1");
    assertThat(mistake("eval", "--subset")).contains("series: expected none of --data");
  }

  @Test
  void weightsAreThoseOfPyTorchsKeys() throws Exception {
    train("names", "--limit", "64", "--epochs", "1", "--model", "gru");
    assertThat(Safetensors.load(folder.resolve("names/model.safetensors")).keySet())
        .containsExactlyInAnyOrder(
            "embedding.weight",
            "rnn.weight_ih_l0",
            "rnn.weight_hh_l0",
            "rnn.bias_ih_l0",
            "rnn.bias_hh_l0",
            "fc.weight",
            "fc.bias");
    assertThat(Files.readString(folder.resolve("names/recipe.json"))).contains("\"limit\":64");
  }
}
