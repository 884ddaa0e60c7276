package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are damaged or do not fit are one clear line and exit code 2; see MistakesTest. */
class TrainMistakesTest {
  @TempDir Path folder;

  private static void mistake(String says, String... args) {
    Cli.Result r = Cli.run(args);
    assertThat(r.code()).as("%s: %s", Arrays.toString(args), r.err()).isEqualTo(2);
    assertThat(r.err().lines()).as(Arrays.toString(args)).hasSize(1);
    assertThat(r.err()).contains(says);
  }

  private static void trainMistake(String says, String... more) {
    String[] args = new String[2 + more.length];
    args[0] = "train";
    args[1] = "fashion-mnist";
    System.arraycopy(more, 0, args, 2, more.length);
    mistake("jackhammer train fashion-mnist: " + says, args);
  }

  @Test
  void ofDataFiles() throws Exception {
    FewPictures.write(folder);
    Path images = folder.resolve("train-images-idx3-ubyte");
    byte[] whole = Files.readAllBytes(images);
    whole[3] = 1;
    Files.write(images, whole);
    trainMistake(images + ": at byte 0 expected the magic number", "--data", folder.toString());
  }

  @Test
  void ofSavedWeights() throws Exception {
    Path weights = folder.resolve("model.safetensors");
    Files.writeString(weights, "something else");
    mistake("expected recipe.json beside it", "predict", "x.png", "--weights", weights.toString());
    Path card = folder.resolve("recipe.json");
    Files.writeString(card, "{\"recipe\": ");
    mistake(card + ": at byte ", "eval", "--weights", weights.toString());
    Files.writeString(card, "{\"recipe\": \"fashion-mnist\", \"classes\": [\"a\"]}");
    mistake(
        "expected \"model\" to be or hold a String, got null",
        "eval",
        "--weights",
        weights.toString());
    Files.writeString(card, card("poetry", "lenet"));
    mistake("expected a recipe of this version", "eval", "--weights", weights.toString());
    Files.writeString(card, card("fashion-mnist", "vgg"));
    mistake(
        card + ": \"model\" of this version: expected one of lenet, cnn, got 'vgg'",
        "eval",
        "--weights",
        weights.toString());
    Files.writeString(
        card, "{\"recipe\": \"fashion-mnist\", \"model\": \"lenet\", \"classes\": [1]}");
    mistake(
        card
            + ": expected what train writes, got a fault: expected \"classes\" to be or hold a String,"
            + " got 1",
        "eval",
        "--weights",
        weights.toString());
    Files.writeString(card, card("fashion-mnist", "lenet"));
    mistake(weights + ": at byte ", "eval", "--subset", "--weights", weights.toString());
  }

  private static String card(String recipe, String model) {
    return "{\"recipe\": \"%s\", \"model\": \"%s\", \"classes\": [\"a\", \"b\"]}"
        .formatted(recipe, model);
  }
}
