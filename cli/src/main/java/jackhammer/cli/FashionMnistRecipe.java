package jackhammer.cli;

import jackhammer.vision.FashionMnist;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Clothes, shoes and bags in pictures of 28 x 28: convolution and pooling, then full layers. */
@Command(
    name = "fashion-mnist",
    sortOptions = false,
    description = {
      "Train a convolutional network to tell clothes, shoes and bags apart.",
      "The folder of the results gets model.safetensors (PyTorch reads it), recipe.json,"
          + " metrics.csv, curves.png and mistakes.png."
    })
final class FashionMnistRecipe extends ClassifierRecipe {
  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "lenet (61,706 parameters) or cnn (421,642, better). Default: lenet.")
  private String modelName = PictureModel.LENET.id();

  @Option(
      names = "--binary",
      paramLabel = "A,B",
      split = ",",
      hideParamSyntax = true,
      description =
          "Tell only two of the classes apart, by number or name, with one output, sigmoid and binary"
              + " cross-entropy: --binary 0,6 for T-shirt/top and Shirt.")
  private List<String> binary;

  @Override
  PictureModel model() {
    return PictureModel.of(name(), modelName)
        .orElseThrow(
            () ->
                new UserError(
                    "--model: expected one of %s, got '%s'"
                        .formatted(String.join(", ", PictureModel.ids(name())), modelName)));
  }

  @Override
  PictureData.Pictures read(PictureData from, boolean train, List<Integer> labels) {
    return from.read(train, labels);
  }

  @Override
  List<Integer> labels() {
    if (binary == null) {
      return null;
    }
    List<Integer> labels = binary.stream().map(FashionMnistRecipe::label).distinct().toList();
    if (binary.size() != 2 || labels.size() != 2) {
      throw new UserError(
          "--binary: expected two different classes, such as 0,6, got " + String.join(",", binary));
    }
    return labels;
  }

  private static int label(String text) {
    List<String> classes = FashionMnist.CLASSES;
    for (int i = 0; i < classes.size(); i++) {
      if (text.strip().equals(Integer.toString(i))
          || text.strip().equalsIgnoreCase(classes.get(i))) {
        return i;
      }
    }
    throw new UserError(
        "--binary: expected numbers from 0 to %d or names (%s), got '%s'"
            .formatted(classes.size() - 1, String.join(", ", classes), text));
  }

  @Override
  int predict(SavedRun run, Predict request) {
    return SavedClassifier.restore(run).predict(request);
  }
}
