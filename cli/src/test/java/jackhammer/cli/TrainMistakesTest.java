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
  void ofArguments() {
    mistake("jackhammer train: expected what to train, one of: fashion-mnist", "train");
    mistake(
        "jackhammer train: expected one of fashion-mnist, moving, autoencoder, names, poems, series, got 'mnits'",
        "train",
        "mnits");
    trainMistake("--model: expected one of lenet, cnn, got 'resnet'", "--model", "resnet");
    trainMistake("--epochs: expected at least 1, got 0", "--epochs", "0");
    trainMistake("--batch-size: expected at least 1, got -4", "--batch-size", "-4");
    trainMistake("--threads: expected at least 1, got 0", "--threads", "0");
    trainMistake("--lr: expected a number above 0, got -1.0", "--lr", "-1");
    trainMistake("--lr: expected a number above 0, got NaN", "--lr", "NaN");
    trainMistake("--validation: expected a share between 0 and 1, got 1.0", "--validation", "1");
    trainMistake(
        "--validation: expected a share that leaves pictures on both sides, got 1.0E-9 of 10,000",
        "--subset",
        "--validation",
        "1e-9");
    trainMistake("Invalid value for option '--schedule'", "--schedule", "sine");
    trainMistake("Invalid value for option '--seed': 'x' is not a long", "--seed", "x");
    trainMistake("--binary: expected two different classes, such as 0,6, got 3", "--binary", "3");
    trainMistake("--binary: expected two different classes", "--binary", "1,Trouser");
    trainMistake("--binary: expected numbers from 0 to 9 or names (T-sh", "--binary", "0,10");
    trainMistake(
        "--data: expected a folder with the four files of Fashion-MNIST, but there is no folder"
            + " /none",
        "--data",
        "/none");
    trainMistake("--subset: expected neither --data nor", "--subset", "--data", ".");
    trainMistake("Unknown options: '--epoch', '1'; did you mean --epochs?", "--epoch", "1");
  }

  @Test
  void ofTheFolderForTheResults() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    trainMistake(
        "--out: the folder " + file + " cannot be made",
        "--subset",
        "--epochs",
        "1",
        "--out",
        file.toString());
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
