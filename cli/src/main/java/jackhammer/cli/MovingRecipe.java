package jackhammer.cli;

import jackhammer.data.Dataset;
import jackhammer.data.Example;
import jackhammer.vision.FashionMnist;
import jackhammer.vision.MovingPictures;
import jackhammer.vision.models.SmallConv3d;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Short clips of a picture of Fashion-MNIST that moves: three-dimensional convolutions. */
@Command(
    name = "moving",
    sortOptions = false,
    description = {
      "Train a network of Conv3d to tell in which of eight directions something moves.",
      "The clips are made of the pictures of Fashion-MNIST; how each of them moves follows from"
          + " --seed. The folder of the results gets what that of fashion-mnist gets."
    })
final class MovingRecipe extends PictureRecipe<PictureClassifier> {
  private static final String CLIP_SEED = "clip_seed";

  @Override
  List<Model<PictureClassifier>> models() {
    return List.of(PictureClassifier.model("conv3d", SmallConv3d::new, 2e-3, Schedule.COSINE));
  }

  @Override
  Map<String, Object> facts(DataOptions from) {
    Map<String, Object> facts = classFacts(MovingPictures.CLASSES, null);
    facts.put(CLIP_SEED, training().seed());
    return facts;
  }

  @Override
  Map<String, Object> shown(RunCard card) {
    return card.facts();
  }

  @Override
  Dataset<Example> seen(RunCard card, FashionMnist pictures) {
    return new MovingPictures(pictures, card.number(CLIP_SEED));
  }

  @Override
  String describe(Examples<Example> train, Examples<Example> judged) {
    return super.describe(train, judged)
        + "%nEach picture becomes a clip of %d frames in which it moves in one of %d directions."
            .formatted(MovingPictures.FRAMES, MovingPictures.CLASSES.size());
  }

  @Override
  int predict(SavedRun run, Predict request) {
    return restore(run)
        .answer(request, GreyInput.clips(request, MovingPictures.FRAMES), facts(run));
  }
}
