package jackhammer.cli;

import jackhammer.data.Dataset;
import jackhammer.data.Example;
import jackhammer.vision.FashionMnist;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;

/**
 * A recipe about the pictures of Fashion-MNIST.
 *
 * @param <T> what its networks do
 */
abstract class PictureRecipe<T extends Task<Example>> extends Recipe<Example, T> {
  @Mixin private DataOptions data;

  /** What the network sees of the pictures; they are the training or the test pictures. */
  abstract Dataset<Example> seen(RunCard card, FashionMnist pictures);

  @Override
  final DataOptions data() {
    return data;
  }

  @Override
  final void prepare(DataOptions from, PrintWriter err) {
    FashionPictures.prepare(from, err);
  }

  @Override
  final Examples<Example> read(DataOptions from, RunCard card, Part part) {
    FashionMnist pictures = FashionPictures.open(from, part);
    return Examples.of(part, seen(card, pictures), "pictures", pictures.source());
  }

  @Override
  String describe(Examples<Example> train, Examples<Example> judged) {
    return FashionPictures.describe(train, judged);
  }

  /** The facts of every classifier: its classes, and the labels of two of them or null. */
  static Map<String, Object> classFacts(List<String> classes, List<Integer> binary) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put(PictureClassifier.CLASSES, classes);
    facts.put(PictureClassifier.BINARY, binary);
    return facts;
  }
}
