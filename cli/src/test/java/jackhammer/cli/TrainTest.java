package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jackhammer.Tensor;
import jackhammer.io.Safetensors;
import jackhammer.vision.FashionMnist;
import jackhammer.vision.MovingPictures;
import jackhammer.vision.models.LeNet5;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {
  @TempDir static Path data;
  @TempDir Path folder;

  @BeforeAll
  static void writePictures() throws Exception {
    FewPictures.write(data);
  }

  /** Trains on few pictures. */
  private Cli.Result train(String out, String... more) {
    return trainOn(data, out, more);
  }

  private Cli.Result trainOn(Path pictures, String out, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("train", "fashion-mnist", "--data", pictures.toString(), "--lr", "0.003"));
    args.addAll(List.of("--out", folder.resolve(out).toString(), "--json"));
    args.addAll(Arrays.asList(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private static Map<?, ?> json(Cli.Result r) throws Exception {
    return (Map<?, ?>) Json.parse(r.lastLine());
  }

  @Test
  void leavesWeightsNumbersAndPictures() throws Exception {
    Cli.Result r = train("out", "--epochs", "2", "--seed", "3", "--threads", "2");
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(r.out())
        .contains("320 training and 100 test pictures, from " + data)
        .contains("lenet: 61,706 parameters; Adam, learning rate 0.003, batches of 64, seed 3")
        .contains("epoch   train loss   accuracy   test loss   accuracy   seconds   pictures/s")
        .contains("True class, and what it was taken for:")
        .containsPattern("\nTest loss \\d\\.\\d{4}, accuracy \\d+\\.\\d\\d % after 2 epochs in")
        .contains("Ankle boot");
    assertThat(r.err()).contains("epoch 2/2: 320/320 pictures").contains("accuracy");

    Path out = folder.resolve("out");
    Map<?, ?> json = json(r);
    assertThat(json.get("recipe")).isEqualTo("fashion-mnist");
    assertThat(json.get("model")).isEqualTo("lenet");
    assertThat(json.get("epochs")).isEqualTo(2L);
    assertThat(json.get("seed")).isEqualTo(3L);
    assertThat(json.get("threads")).isEqualTo(2L);
    assertThat((double) json.get("train_loss")).isBetween(0.0, 3.0);
    assertThat((double) json.get("test_accuracy")).isBetween(0.0, 1.0);
    assertThat((double) json.get("seconds")).isPositive();
    assertThat((double) json.get("samples_per_second")).isPositive();
    assertThat(json.get("weights")).isEqualTo(out.resolve("model.safetensors").toString());
    assertThat(json.get("interrupted")).isEqualTo(false);

    Map<String, Tensor> state = Safetensors.load(out.resolve("model.safetensors"));
    assertThat(state.keySet())
        .containsExactlyInAnyOrderElementsOf(new LeNet5().stateDict().keySet());
    assertThat(Safetensors.metadata(out.resolve("model.safetensors")))
        .containsEntry("format", "pt");
    List<String> metrics = Files.readAllLines(out.resolve("metrics.csv"));
    assertThat(metrics).hasSize(3);
    assertThat(metrics.getFirst())
        .isEqualTo(
            "epoch,lr,train_loss,train_accuracy,test_loss,test_accuracy,seconds,samples_per_second");
    String[] last = metrics.getLast().split(",");
    assertThat(last).hasSize(8).startsWith("2", "0.003");
    assertThat(Double.parseDouble(last[2]))
        .isCloseTo((double) json.get("train_loss"), within(1e-6));
    assertThat(Double.parseDouble(last[5]))
        .isCloseTo((double) json.get("test_accuracy"), within(1e-6));
    for (String name : new String[] {"curves.png", "mistakes.png"}) {
      BufferedImage picture = ImageIO.read(out.resolve(name).toFile());
      assertThat(picture.getWidth()).as(name).isGreaterThan(900);
    }
  }

  @Test
  void theSameSeedGivesTheSameBytesOnAnyNumberOfThreads() throws Exception {
    train("a", "--epochs", "1", "--threads", "1");
    train("b", "--epochs", "1", "--threads", "3");
    train("c", "--epochs", "1", "--threads", "3", "--seed", "1");
    byte[] a = Files.readAllBytes(folder.resolve("a/model.safetensors"));
    assertThat(Files.readAllBytes(folder.resolve("b/model.safetensors"))).isEqualTo(a);
    assertThat(Files.readAllBytes(folder.resolve("c/model.safetensors"))).isNotEqualTo(a);
  }

  @Test
  void evalFindsWhatTrainFound() throws Exception {
    Object trained = json(train("out", "--epochs", "1")).get("test_accuracy");
    Cli.Result latest = Cli.run("eval", "--data", data.toString(), "--json");
    assertThat(latest.code()).as(latest.err()).isZero();
    assertThat(json(latest).get("test_accuracy")).isEqualTo(trained);
    assertThat(json(latest).get("samples")).isEqualTo(100L);
    assertThat(latest.out()).contains("True class").contains("on 100 pictures from " + data);
    Cli.Result named =
        Cli.run(
            "eval",
            "--weights",
            folder.resolve("out/model.safetensors").toString(),
            "--data",
            data.toString(),
            "--json");
    assertThat(json(named).get("confusion")).isEqualTo(json(latest).get("confusion"));
  }

  @Test
  void predictShowsTheThreeLikeliestClasses() throws Exception {
    train("out", "--epochs", "1");
    String weights = folder.resolve("out/model.safetensors").toString();
    Path boot = FewPictures.png(folder, 0, false);
    Cli.Result r = Cli.run("predict", boot.toString(), "--weights", weights, "--json");
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(r.err()).isEmpty();
    assertThat(r.out().lines().limit(4)).first().isEqualTo(boot.toString());
    assertThat(r.out().lines().skip(1).limit(3))
        .allSatisfy(line -> assertThat(line).matches(" +\\d+\\.\\d\\d %  [A-Z].*"));

    Path negative = FewPictures.png(folder, 0, true);
    Cli.Result warned = Cli.run("predict", negative.toString(), "--weights", weights);
    assertThat(warned.err()).contains("light background").contains("--invert");
    Cli.Result inverted = Cli.run("predict", negative.toString(), "--weights", weights, "--invert");
    assertThat(inverted.err()).isEmpty();
    assertThat(inverted.out().lines().skip(1)).containsExactly(lines(r, 1, 3));
  }

  private static String[] lines(Cli.Result r, int skip, int n) {
    return r.out().lines().skip(skip).limit(n).toArray(String[]::new);
  }

  @Test
  void twoClassesHaveOneOutput() throws Exception {
    Cli.Result r = train("two", "--binary", "ankle boot,0", "--epochs", "1");
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(json(r).get("binary")).isEqualTo(List.of(9L, 0L));
    assertThat(json(r).get("classes")).isEqualTo(List.of("Ankle boot", "T-shirt/top"));
    assertThat((double) json(r).get("test_accuracy")).isGreaterThan(0.9);
    Path weights = folder.resolve("two/model.safetensors");
    assertThat(Safetensors.load(weights).get("fc3.bias").numel()).isEqualTo(1);

    Cli.Result eval = Cli.run("eval", "--data", data.toString(), "--json");
    assertThat(json(eval).get("test_accuracy")).isEqualTo(json(r).get("test_accuracy"));
    Cli.Result predict = Cli.run("predict", FewPictures.png(folder, 0, false).toString());
    assertThat(predict.out().lines().skip(1)).hasSize(2).first().asString().contains("Ankle boot");
  }

  @Test
  void validationHoldsTheLastTrainingPicturesOutAndLeavesTheTestPicturesAlone() throws Exception {
    Path noTest = Files.createDirectory(folder.resolve("data"));
    for (String name : List.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte")) {
      Files.copy(data.resolve(name), noTest.resolve(name));
    }
    Cli.Result r = trainOn(noTest, "out", "--epochs", "2", "--validation", "0.25");
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(r.out())
        .contains("240 training and 80 validation pictures")
        .contains("   val. loss   accuracy   ")
        .containsPattern("\nValidation loss .*, accuracy ");
    assertThat(json(r).get("validation")).isEqualTo(0.25);
    assertThat(json(r).get("test_accuracy")).isNull();
    assertThat(json(r).get("test_loss")).isNull();
    assertThat((double) json(r).get("validation_loss")).isPositive();
    assertThat(Files.readAllLines(folder.resolve("out/metrics.csv")).getFirst())
        .contains("validation_loss,validation_accuracy");

    // eval on a folder whose test pictures are those that were held out finds the same.
    Path held = Files.createDirectory(folder.resolve("held"));
    tail("train-images-idx3-ubyte", 16, 784, held.resolve("t10k-images-idx3-ubyte"));
    tail("train-labels-idx1-ubyte", 8, 1, held.resolve("t10k-labels-idx1-ubyte"));
    Cli.Result eval = Cli.run("eval", "--data", held.toString(), "--json");
    assertThat(eval.code()).as(eval.err()).isZero();
    assertThat(json(eval).get("test_accuracy")).isEqualTo(json(r).get("validation_accuracy"));
  }

  /** Writes an idx file with the last 80 of the 320 items of another. */
  private static void tail(String from, int header, int item, Path to) throws Exception {
    byte[] all = Files.readAllBytes(data.resolve(from));
    ByteBuffer some = ByteBuffer.allocate(header + 80 * item);
    some.put(all, 0, header).put(all, header + 240 * item, 80 * item).putInt(4, 80);
    Files.write(to, some.array());
  }

  @Test
  void aScheduleLowersTheLearningRate() throws Exception {
    Cli.Result r = train("out", "--epochs", "2", "--schedule", "cosine");
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(r.out()).contains("learning rate 0.003 falling (cosine)");
    assertThat(json(r).get("schedule")).isEqualTo("cosine");
    List<String> metrics = Files.readAllLines(folder.resolve("out/metrics.csv"));
    assertThat(metrics.get(1)).startsWith("1,0.003,");
    assertThat(metrics.get(2)).startsWith("2,0.0015,");
  }

  @Test
  void cnnTrainsToo() throws Exception {
    Cli.Result r = train("cnn", "--model", "CNN", "--epochs", "1", "--batch-size", "32");
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(json(r).get("model")).isEqualTo("cnn");
    assertThat(Safetensors.load(folder.resolve("cnn/model.safetensors")).keySet())
        .contains("fc2.weight");
  }

  @Test
  void movingTellsDirectionsApartAndEvalAgrees() throws Exception {
    String out = folder.resolve("moving").toString();
    Cli.Result r =
        Cli.run(
            "train", "moving", "--data", data.toString(), "--epochs", "3", "--out", out, "--json");
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(r.out())
        .contains("clip of 5 frames")
        .contains("conv3d: 30,232 parameters")
        .contains("down left");
    assertThat(json(r).get("recipe")).isEqualTo("moving");
    // one in eight by chance
    assertThat((double) json(r).get("test_accuracy")).isGreaterThan(0.25);
    assertThat(ImageIO.read(folder.resolve("moving/mistakes.png").toFile())).isNotNull();
    Cli.Result eval = Cli.run("eval", "--data", data.toString(), "--json");
    assertThat(eval.code()).as(eval.err()).isZero();
    assertThat(json(eval).get("test_accuracy")).isEqualTo(json(r).get("test_accuracy"));
    predictsClips(new MovingPictures(FashionMnist.subset(false)));
  }

  /** A clip is a folder of frames or one picture with the frames side by side. */
  private void predictsClips(MovingPictures clips) throws Exception {
    Tensor clip = clips.get(0).input(); // [1, 5, 28, 28]
    Path frames = Files.createDirectory(folder.resolve("frames"));
    for (int t = 0; t < MovingPictures.FRAMES; t++) {
      FewPictures.png(frames.resolve("frame" + t + ".png"), clip.select(1, t));
    }
    Path strip = folder.resolve("strip.png");
    FewPictures.png(strip, clip.transpose(1, 2).reshape(1, 28, 5 * 28));
    Path gif = folder.resolve("clip.gif");
    animate(gif, clip, MovingPictures.FRAMES);
    Cli.Result both =
        Cli.run("predict", frames.toString(), strip.toString(), gif.toString(), "--json");
    assertThat(both.code()).as(both.err()).isZero();
    List<?> answers = (List<?>) json(both).get("pictures");
    Map<?, ?> folderAnswer = (Map<?, ?>) answers.get(0);
    Map<?, ?> stripAnswer = (Map<?, ?>) answers.get(1);
    assertThat(folderAnswer.get("file")).isEqualTo(frames.toString());
    assertThat(stripAnswer.get("best")).isEqualTo(folderAnswer.get("best"));
    // Grey of 256 shades is a palette: the same numbers.
    assertThat(((Map<?, ?>) answers.get(2)).get("best")).isEqualTo(folderAnswer.get("best"));
    animate(gif, clip, 3);
    Cli.Result three = Cli.run("predict", gif.toString());
    assertThat(three.code()).isEqualTo(Main.USER_ERROR);
    assertThat(three.err()).contains("clip.gif: expected an animation of 5 frames, got 3");
    // Another order of the frames is another clip.
    Files.move(frames.resolve("frame0.png"), frames.resolve("frame9.png"));
    Cli.Result moved = Cli.run("predict", frames.toString(), "--json");
    assertThat(((Map<?, ?>) ((List<?>) json(moved).get("pictures")).getFirst()).get("best"))
        .isNotEqualTo(folderAnswer.get("best"));

    Path still = FewPictures.png(folder, 0, false);
    Cli.Result one = Cli.run("predict", still.toString());
    assertThat(one.code()).isEqualTo(Main.USER_ERROR);
    assertThat(one.err()).contains("expected 5 frames side by side", "got 28 x 28");
    Files.delete(frames.resolve("frame9.png"));
    Cli.Result four = Cli.run("predict", frames.toString());
    assertThat(four.err()).contains("expected 5 files, a picture for each frame, got 4");
  }

  /** The first frames of a clip as an animation. */
  private static void animate(Path file, Tensor clip, int frames) throws Exception {
    Files.deleteIfExists(file);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int t = 0; t < frames; t++) {
        Path frame = file.resolveSibling("frame.png");
        FewPictures.png(frame, clip.select(1, t));
        writer.writeToSequence(new IIOImage(ImageIO.read(frame.toFile()), null, null), null);
        Files.delete(frame);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
  }

  @Test
  void autoencoderGivesPicturesBack() throws Exception {
    Path out = folder.resolve("auto");
    Cli.Result r =
        Cli.run(
            "train",
            "autoencoder",
            "--data",
            data.toString(),
            "--epochs",
            "2",
            "--code",
            "8",
            "--out",
            out.toString(),
            "--json");
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(r.out())
        .contains("epoch   train loss       PSNR   test loss       PSNR   seconds   pictures/s")
        .contains("An answer that is always the mean picture has 0.0")
        .containsPattern("Test loss 0\\.0\\d{3}, PSNR \\d+\\.\\d\\d dB after 2 epochs");
    double loss = (double) json(r).get("test_loss");
    assertThat((double) json(r).get("test_psnr")).isCloseTo(-10 * Math.log10(loss), within(1e-9));
    assertThat(Files.readAllLines(out.resolve("metrics.csv")).getFirst())
        .isEqualTo("epoch,lr,train_loss,train_psnr,test_loss,test_psnr,seconds,samples_per_second");
    assertThat(Safetensors.load(out.resolve("model.safetensors")).get("fc1.weight").size(0))
        .isEqualTo(8);
    assertThat(ImageIO.read(out.resolve("curves.png").toFile()).getWidth()).isGreaterThan(900);
    assertThat(ImageIO.read(out.resolve("reconstructions.png").toFile()).getWidth())
        .isGreaterThan(1200);

    Cli.Result eval = Cli.run("eval", "--data", data.toString(), "--json");
    assertThat(json(eval).get("test_loss")).isEqualTo(loss);
    assertThat((List<?>) json(eval).get("class_errors")).hasSize(10);
    // Of the whole set, brute force: the mean square of what differs from the mean picture.
    Tensor x = FashionMnist.subset(false).data().narrow(0, 0, FewPictures.TEST).toDouble().div(255);
    assertThat((double) json(eval).get("mean_picture_error"))
        .isCloseTo(x.sub(x.mean(0)).square().mean().item(), within(1e-6));

    Path boot = FewPictures.png(folder, 0, false);
    Cli.Result predict = Cli.run("predict", boot.toString(), "--json");
    assertThat(predict.code()).as(predict.err()).isZero();
    Map<?, ?> one = (Map<?, ?>) ((List<?>) json(predict).get("pictures")).getFirst();
    assertThat((double) one.get("error")).isBetween(0.0, 0.3);
    Path written = folder.resolve("picture0.reconstruction.png");
    assertThat(one.get("reconstruction")).isEqualTo(written.toString());
    assertThat(ImageIO.read(written.toFile())).isNotNull();
  }
}
