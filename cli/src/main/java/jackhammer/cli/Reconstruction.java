package jackhammer.cli;

import jackhammer.Autograd;
import jackhammer.Tensor;
import jackhammer.cli.plot.PairGrid;
import jackhammer.data.Example;
import jackhammer.nn.F;
import jackhammer.nn.Module;
import jackhammer.vision.models.SmallAutoencoder;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A network that gives pictures back after it has made a few numbers of each. */
record Reconstruction(SmallAutoencoder network, List<String> classes) implements Task<Example> {
  /** The mean squared error of a pixel between 0 and 1, in decibels below 1: more is better. */
  private static final Measure PSNR =
      new Measure(
          "psnr",
          "PSNR",
          "%.2f dB",
          1,
          "Peak signal-to-noise ratio (dB)",
          "0.0",
          error -> -10 * StrictMath.log10(error),
          true);

  private static final List<Measure> MEASURES = List.of(Measure.LOSS, PSNR);

  /** How many pictures of each class are shown. */
  private static final int SHOWN = 2;

  @Override
  public Module module() {
    return network;
  }

  @Override
  public List<Measure> measures() {
    return MEASURES;
  }

  @Override
  public Step learn(Example batch) {
    Tensor loss = F.mseLoss(network.call(batch.input()), batch.input());
    return new Step(loss, score(batch, loss));
  }

  private static Score score(Example batch, Tensor loss) {
    long n = batch.input().size(0);
    double sum = n * loss.item();
    return Score.of(n, sum, sum);
  }

  @Override
  public Reconstructed judge(Examples<Example> examples, Progress progress) {
    ClassErrors errors = new ClassErrors(classes);
    Score sum =
        examples.pass(
            network,
            progress,
            (batch, from) -> {
              Tensor x = batch.input();
              Tensor y = network.call(x);
              errors.add(batch, y.sub(x).square().mean(1, 2, 3));
              return score(batch, F.mseLoss(y, x));
            });
    return new Reconstructed(
        sum, errors, Map.of("reconstructions.png", () -> grid(examples, errors, sum)));
  }

  /** A picture [1, 28, 28] and what the network makes of it. */
  PairGrid.Pair pair(Tensor x, String name) {
    Tensor y = Autograd.noGrad(() -> network.call(x.unsqueeze(0)).squeeze(0));
    return new PairGrid.Pair(x, y, name, F.mseLoss(y, x).item());
  }

  private BufferedImage grid(Examples<Example> examples, ClassErrors errors, Score score) {
    List<PairGrid.Pair> pairs = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      for (int i : errors.first(c, SHOWN)) {
        pairs.add(pair(examples.batch(i).input().squeeze(0), classes.get(c)));
      }
    }
    return PairGrid.draw(
        String.format(
            Locale.ROOT,
            "%s pictures and what came back: mean squared error %.4f of a pixel (%s)",
            examples.part().title(),
            score.loss(),
            PSNR.show(score.value(MEASURES, 1))),
        pairs);
  }
}
