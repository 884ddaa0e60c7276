package jackhammer.cli;

import jackhammer.vision.MovingPictures;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Short clips of a picture of Fashion-MNIST that moves: three-dimensional convolutions. */
@Command(
    name = "moving",
    sortOptions = false,
    description = {
      "Train a network of Conv3d to tell in which of eight directions something moves.",
      "The clips are made of the pictures of Fashion-MNIST, the same ones for every --seed. The"
          + " folder of the results gets what that of fashion-mnist gets."
    })
final class MovingRecipe extends ClassifierRecipe {
  @Override
  PictureModel model() {
    return PictureModel.CONV3D;
  }

  @Override
  List<Integer> labels() {
    return null;
  }

  @Override
  PictureData.Pictures read(PictureData from, boolean train, List<Integer> labels) {
    PictureData.Pictures stills = from.read(train, null);
    return new PictureData.Pictures(
        stills.part(),
        new MovingPictures(stills.pictures()),
        MovingPictures.CLASSES,
        stills.source());
  }

  @Override
  Optional<String> about() {
    return Optional.of(
        "Each picture becomes a clip of %d frames in which it moves in one of %d directions."
            .formatted(MovingPictures.FRAMES, MovingPictures.CLASSES.size()));
  }

  @Override
  int predict(SavedRun run, Predict request) {
    throw new UserError(
        "predict: expected weights of a recipe for still pictures, got those of moving (%s); a"
                .formatted(run.weights())
            + " picture does not show where it moves");
  }
}
