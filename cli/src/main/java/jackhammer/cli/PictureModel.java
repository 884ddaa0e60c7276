package jackhammer.cli;

import jackhammer.optim.Adam;
import jackhammer.vision.models.LeNet5;
import jackhammer.vision.models.SmallCnn;
import jackhammer.vision.models.SmallConv3d;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/** The networks of the recipes that tell pictures apart, each with the settings that suit it. */
enum PictureModel {
  /** With the settings of the golden run in PyTorch. */
  LENET("fashion-mnist", outputs -> Network.of(new LeNet5(outputs)), 1e-3, Schedule.CONSTANT),
  /**
   * With the best of three settings by {@code --validation 0.1}, 5 epochs: 88.5 % of the pictures
   * in the jar (mean of seeds 0 to 2) and 92.6 % of all (seed 0); at 1e-3 it was 87.5 and 91.5
   * falling, 87.5 and 91.0 constant.
   */
  CNN("fashion-mnist", outputs -> Network.of(new SmallCnn(outputs)), 2e-3, Schedule.COSINE),
  /** For clips. */
  CONV3D("moving", outputs -> Network.of(new SmallConv3d(outputs)), 2e-3, Schedule.COSINE);

  private final String recipe;
  private final IntFunction<Network> build;
  private final double lr;
  private final Schedule schedule;

  PictureModel(String recipe, IntFunction<Network> build, double lr, Schedule schedule) {
    this.recipe = recipe;
    this.build = build;
    this.lr = lr;
    this.schedule = schedule;
  }

  /** Its name on the command line and in files. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Those that a recipe offers. */
  static List<String> ids(String recipe) {
    return Arrays.stream(values())
        .filter(m -> m.recipe.equals(recipe))
        .map(PictureModel::id)
        .toList();
  }

  static Optional<PictureModel> of(String recipe, String id) {
    return Arrays.stream(values())
        .filter(m -> m.recipe.equals(recipe) && m.id().equalsIgnoreCase(id))
        .findFirst();
  }

  Network build(int outputs) {
    return build.apply(outputs);
  }

  double lr() {
    return lr;
  }

  Adam optimizer(Network network, double rate) {
    return new Adam(network.module().namedParameters(), rate);
  }

  Schedule schedule() {
    return schedule;
  }
}
