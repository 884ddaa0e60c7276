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

  @Test
  void namesAreToldApartBetterThanByChance() throws Exception {
    Cli.Result r = train("names", "--limit", "1500", "--epochs", "3");
    assertThat(r.out()).contains("Family names: 1,500 to learn from and 1,500 for test");
    Map<?, ?> facts = json(r);
    assertThat(facts.get("model")).isEqualTo("conv1d");
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
  void recipesWithTheirOwnDataWantNoOthers() {
    assertThat(mistake("train", "names", "--limit", "0")).contains("--limit");
    train("names", "--limit", "64", "--epochs", "1");
    assertThat(mistake("eval", "--subset")).contains("names: expected none of --data");
  }

  @Test
  void weightsAreThoseOfPyTorchsKeys() throws Exception {
    train("names", "--limit", "64", "--epochs", "1");
    assertThat(Safetensors.load(folder.resolve("names/model.safetensors")).keySet())
        .containsExactlyInAnyOrder(
            "embedding.weight",
            "conv1.weight",
            "conv1.bias",
            "conv2.weight",
            "conv2.bias",
            "fc.weight",
            "fc.bias");
    assertThat(Files.readString(folder.resolve("names/recipe.json"))).contains("\"limit\":64");
  }
}
