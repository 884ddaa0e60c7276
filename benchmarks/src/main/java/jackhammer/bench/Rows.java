package jackhammer.bench;

import jackhammer.ConvolutionAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The rows of the race, in the order of the table. A new row is one line here. */
public final class Rows {

  /** Cubes of the GEMM suite that {@code --quick} keeps. */
  private static final Set<Integer> QUICK_CUBES = Set.of(64, 256, 1024);

  /** Products with few rows, few columns or a short sum: {m, k, n}. */
  private static final int[][] SKINNY = {
    {1, 1024, 4096},
    {1, 512, 2048},
    {4, 512, 2048},
    {16, 512, 2048},
    {32, 1024, 4096},
    {64, 2048, 1000},
    {128, 768, 3072},
    {128, 3072, 768},
    {512, 64, 512},
    {50176, 64, 64},
    {12544, 147, 64},
    {3136, 1152, 128},
    {784, 2304, 256},
    {196, 4608, 512},
    {196, 512, 2048}
  };

  /** Convolutions of ResNet-50: {height = width, channels, output channels, kernel, stride}. */
  private static final List<int[]> RESNET_50 =
      List.of(
          new int[][] {
            {224, 3, 64, 7, 2},
            {56, 64, 64, 1, 1},
            {56, 64, 64, 3, 1},
            {56, 64, 256, 1, 1},
            {56, 256, 64, 1, 1},
            {56, 256, 128, 1, 1},
            {56, 128, 128, 3, 2},
            {28, 128, 512, 1, 1},
            {56, 256, 512, 1, 2},
            {28, 512, 128, 1, 1},
            {28, 128, 128, 3, 1},
            {28, 512, 256, 1, 1},
            {28, 256, 256, 3, 2},
            {14, 256, 1024, 1, 1},
            {28, 512, 1024, 1, 2},
            {14, 1024, 256, 1, 1},
            {14, 256, 256, 3, 1},
            {14, 1024, 512, 1, 1},
            {14, 512, 512, 3, 2},
            {7, 512, 2048, 1, 1},
            {14, 1024, 2048, 1, 2},
            {7, 2048, 512, 1, 1},
            {7, 512, 512, 3, 1}
          });

  /** Those of them that {@code --quick} keeps, at batch 8. */
  private static final Set<Integer> QUICK_CONVOLUTIONS = Set.of(2, 4);

  /**
   * Convolutions of Baidu's DeepBench: {width, height, channels, batch, output channels, kernel
   * width, kernel height, padding, stride}.
   */
  private static final int[][] DEEP_BENCH = {
    {700, 161, 1, 4, 32, 20, 5, 0, 2},
    {341, 79, 32, 4, 32, 10, 5, 0, 2},
    {480, 48, 1, 16, 16, 3, 3, 1, 1},
    {240, 24, 16, 16, 32, 3, 3, 1, 1},
    {120, 12, 32, 16, 64, 3, 3, 1, 1},
    {60, 6, 64, 16, 128, 3, 3, 1, 1},
    {54, 54, 64, 8, 64, 3, 3, 1, 1},
    {27, 27, 128, 8, 128, 3, 3, 1, 1},
    {14, 14, 128, 8, 256, 3, 3, 1, 1},
    {7, 7, 256, 8, 512, 3, 3, 1, 1},
    {224, 224, 3, 8, 64, 3, 3, 1, 1},
    {112, 112, 64, 8, 128, 3, 3, 1, 1},
    {56, 56, 128, 8, 256, 3, 3, 1, 1},
    {28, 28, 256, 8, 512, 3, 3, 1, 1},
    {14, 14, 512, 8, 512, 3, 3, 1, 1},
    {28, 28, 192, 16, 32, 5, 5, 2, 1},
    {14, 14, 512, 16, 48, 5, 5, 2, 1}
  };

  /** Depthwise convolutions of MobileNet, 3 x 3: {height = width, channels, stride}. */
  private static final int[][] DEPTHWISE = {
    {112, 32, 1}, {112, 64, 2}, {56, 128, 1}, {28, 256, 1}, {14, 512, 1}, {7, 1024, 1}
  };

  /**
   * Sentences of word vectors, and a longer signal: {length, channels, output channels, kernel}.
   */
  private static final int[][] TEXT = {{50, 300, 100, 3}, {50, 300, 100, 5}, {1024, 64, 64, 9}};

  /** Clips, 3 x 3 x 3: {depth, height = width, channels, output channels, stride}. */
  private static final int[][] VIDEO = {
    {16, 56, 3, 64, 1}, {16, 28, 64, 64, 1}, {16, 28, 64, 128, 2}, {8, 14, 128, 128, 1}
  };

  /**
   * The way up of DCGAN's generator and of U-Net: {height = width, channels, output channels,
   * kernel, stride, padding}.
   */
  private static final int[][] TRANSPOSED = {
    {4, 512, 256, 4, 2, 1}, {8, 256, 128, 4, 2, 1}, {16, 128, 64, 4, 2, 1}, {56, 128, 64, 2, 2, 0}
  };

  /**
   * Recurrent layers: {batch, steps, input, hidden}. Small ones, those of DeepBench and of the
   * benchmark fastrnns with fewer steps.
   */
  private static final int[][] RECURRENT = {
    {1, 10, 32, 32},
    {32, 50, 128, 256},
    {1, 50, 128, 128},
    {8, 50, 64, 64},
    {16, 25, 512, 512},
    {64, 25, 512, 512},
    {32, 10, 1024, 1024}
  };

  private Rows() {}

  /** Names of the suites, in the order of the table. */
  public static List<String> suites() {
    return all().stream().map(Row::suite).distinct().toList();
  }

  /** Every row. */
  public static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    for (int s : new int[] {64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048}) {
      rows.add(
          new Row(
              "gemm",
              s + "x" + s + "x" + s,
              new Work.Gemm(s, s, s, false, false),
              QUICK_CUBES.contains(s)));
    }
    for (int[] s : SKINNY) {
      gemm(rows, s[0], s[1], s[2], false, false);
    }
    // The three products of a linear layer, 784 to 512 and 4096 to 1024, batch 64.
    gemm(rows, 64, 784, 512, false, true);
    gemm(rows, 64, 512, 784, false, false);
    gemm(rows, 512, 64, 784, true, false);
    gemm(rows, 64, 4096, 1024, false, true);
    gemm(rows, 1024, 64, 4096, true, false);
    rows.add(new Row("gemm", "1024x1024 vector", new Work.MatVec(1024, 1024), true));

    convolutions(rows);

    for (String op : List.of("add", "relu", "tanh", "exp")) {
      elementwise(rows, op + " 4K", new Work.Elementwise(op, 1 << 12));
      elementwise(rows, op + " 256K", new Work.Elementwise(op, 1 << 18));
      elementwise(rows, op + " 8M", new Work.Elementwise(op, 1 << 23));
    }
    for (String op : List.of("silu", "gelu", "leaky relu")) {
      elementwise(rows, op + " 8M", new Work.Elementwise(op, 1 << 23));
    }
    for (String op :
        List.of(
            "silu",
            "gelu",
            "leaky relu",
            "mish",
            "softplus",
            "hardswish",
            "elu",
            "selu",
            "gelu tanh",
            "hardsigmoid")) {
      elementwise(rows, op + " 8M fwd+bwd", new Work.Activation(op, 1 << 23));
    }
    for (String op : List.of("sum", "exp64")) {
      elementwise(rows, op + " 4K", new Work.Elementwise(op, 1 << 12));
      elementwise(rows, op + " 8M", new Work.Elementwise(op, 1 << 23));
    }
    elementwise(rows, "softmax 4K (4x1024)", new Work.Softmax(4, 1024, false));
    elementwise(rows, "softmax 256K (256x1024)", new Work.Softmax(256, 1024, false));
    elementwise(rows, "softmax 8M (8192x1024)", new Work.Softmax(8192, 1024, false));
    elementwise(rows, "log-softmax 4K (64x64)", new Work.Softmax(64, 64, true));
    elementwise(rows, "log-softmax 8M (8192x1024)", new Work.Softmax(8192, 1024, true));
    elementwise(rows, "Adam step 1M", new Work.AdamStep(1 << 20));
    pools(rows);

    elementwise(rows, "batch norm 1.6M (8x64x56x56)", new Work.Norm("batch", 8, 64, 3136, false));
    elementwise(rows, "batch norm 1.6M fwd+bwd", new Work.Norm("batch", 8, 64, 3136, true));
    elementwise(
        rows, "batch norm 200K (8x512x7x7) fwd+bwd", new Work.Norm("batch", 8, 512, 49, true));
    elementwise(rows, "batch norm eval 1.6M", new Work.Norm("eval", 8, 64, 3136, false));
    elementwise(rows, "layer norm 1.6M (2048x768)", new Work.Norm("layer", 2048, 768, 1, false));
    elementwise(rows, "layer norm 1.6M fwd+bwd", new Work.Norm("layer", 2048, 768, 1, true));

    recurrent(rows);
    besideRecurrent(rows);

    for (int batch : new int[] {1, 64}) {
      rows.add(
          new Row("models", "LeNet inference batch " + batch, new Work.LenetInfer(batch), true));
      rows.add(
          new Row("models", "LeNet train step batch " + batch, new Work.LenetTrain(batch), true));
    }
    step(rows, "ResNet-20 32x32", Network.RESNET_20, 128, true);
    step(rows, "ResNet-20 32x32", Network.RESNET_20, 128, false);
    step(rows, "ResNet-18 224x224", Network.RESNET_18, 8, true);
    step(rows, "ResNet-18 224x224", Network.RESNET_18, 8, false);
    step(rows, "ResNet-18 224x224", Network.RESNET_18, 1, false);
    step(rows, "MobileNetV2 224x224", Network.MOBILENET_V2, 16, true);
    step(rows, "MobileNetV2 224x224", Network.MOBILENET_V2, 16, false);
    step(rows, "VGG-11 224x224", Network.VGG_11, 8, true);
    step(rows, "VGG-11 224x224", Network.VGG_11, 8, false);
    texts(rows);
    return List.copyOf(rows);
  }

  private static void step(List<Row> rows, String name, Network n, int batch, boolean train) {
    String what = name + (train ? " train step" : " inference") + " batch " + batch;
    rows.add(new Row("models", what, new Work.Step(n, batch, train), n != Network.VGG_11));
  }

  /** What stands beside recurrent layers in networks for sequences. */
  private static void besideRecurrent(List<Row> rows) {
    for (boolean backward : new boolean[] {false, true}) {
      String end = backward ? " fwd+bwd" : " fwd";
      rows.add(
          new Row(
              "rnn",
              "embedding 10000x256 of 4096" + end,
              new SequenceWork.Embedding(10_000, 256, 4096, backward),
              true));
      for (boolean causal : new boolean[] {false, true}) {
        rows.add(
            new Row(
                "rnn",
                "attention B8 heads 8 L128 E64" + (causal ? " causal" : "") + end,
                new SequenceWork.Attention(8, 8, 128, 64, causal, backward),
                !causal));
      }
      rows.add(
          new Row(
              "rnn",
              "MultiheadAttention L128 B8 E512 heads 8" + end,
              new SequenceWork.MultiHead(128, 8, 512, 8, backward),
              true));
      rows.add(
          new Row(
              "rnn",
              "CTC T150 B32 C29, 40 labels" + end,
              new SequenceWork.Ctc(150, 32, 29, 40, backward),
              true));
    }
  }

  /** Networks for texts: inference, and a step of training. */
  private static void texts(List<Row> rows) {
    text(
        rows,
        "char LSTM 1x256 B32 T64",
        new SequenceWork.Text("lstm", 96, 128, 256, 1, false, false, 96, 32, 64, false),
        true);
    text(
        rows,
        "LSTM LM 2x650 B20 T35",
        new SequenceWork.Text("lstm", 10_000, 650, 650, 2, false, false, 10_000, 20, 35, false),
        false);
    text(
        rows,
        "GRU classifier 1x512 B64 T128",
        new SequenceWork.Text("gru", 96, 128, 512, 1, false, true, 20, 64, 128, false),
        false);
    text(
        rows,
        "BiLSTM tagger H128 B32 T50",
        new SequenceWork.Text("lstm", 5000, 100, 128, 1, true, false, 17, 32, 50, false),
        true);
  }

  private static void text(List<Row> rows, String name, SequenceWork.Text work, boolean quick) {
    rows.add(new Row("models", name + " inference", work, quick));
    rows.add(new Row("models", name + " train step", work.withTraining(), quick));
  }

  private static void recurrent(List<Row> rows) {
    for (String op : List.of("rnn", "lstm", "gru")) {
      for (int[] s : RECURRENT) {
        boolean quick = s == RECURRENT[0] || s == RECURRENT[1];
        recurrent(
            rows, new Work.Recurrent(op, s[1], s[0], s[2], s[3], 1, false, false, false), quick);
      }
      recurrent(rows, new Work.Recurrent(op, 50, 32, 128, 128, 1, true, false, false), false);
      recurrent(rows, new Work.Recurrent(op, 35, 20, 200, 200, 2, false, false, false), false);
      boolean quick = op.equals("gru");
      recurrent(rows, new Work.Recurrent(op, 50, 32, 128, 256, 1, false, true, false), quick);
    }
  }

  /** Forward, and forward with the gradients. */
  private static void recurrent(List<Row> rows, Work.Recurrent r, boolean quick) {
    rows.add(new Row("rnn", r.describe() + " fwd", r, quick));
    rows.add(new Row("rnn", r.describe() + " fwd+bwd", r.withBackward(), quick));
  }

  private static void pools(List<Row> rows) {
    List<Integer> small = List.of(32, 32);
    List<Integer> large = List.of(64, 64);
    List<Integer> picture = List.of(56, 56);
    List<Integer> clip = List.of(8, 28, 28);
    elementwise(rows, "maxpool 4K (1x1x64x64 k2)", Work.Pool.apart("max", 1, 1, large, 2));
    elementwise(rows, "maxpool 256K (4x64x32x32 k2)", Work.Pool.apart("max", 4, 64, small, 2));
    elementwise(rows, "maxpool 8M (32x64x64x64 k2)", Work.Pool.apart("max", 32, 64, large, 2));
    elementwise(
        rows,
        "maxpool 6.4M (8x64x112x112 k3 s2 p1)",
        new Work.Pool("max", 8, 64, List.of(112, 112), 3, 2, 1));
    elementwise(rows, "maxpool 3d 3.2M (8x64x8x28x28 k2)", Work.Pool.apart("max", 8, 64, clip, 2));
    elementwise(rows, "avgpool 1.6M (8x64x56x56 k2)", Work.Pool.apart("avg", 8, 64, picture, 2));
    elementwise(
        rows, "avgpool 1.6M (8x64x56x56 k3 s2)", new Work.Pool("avg", 8, 64, picture, 3, 2, 0));
    elementwise(rows, "avgpool 3d 3.2M (8x64x8x28x28 k2)", Work.Pool.apart("avg", 8, 64, clip, 2));
    elementwise(rows, "adaptive avgpool 1.6M (8x64x56x56 to 7)", adaptive(8, 64, picture, 7));
    elementwise(rows, "adaptive avgpool 200K (8x512x7x7 to 1)", adaptive(8, 512, List.of(7, 7), 1));
    elementwise(rows, "adaptive avgpool 3d 3.2M (8x64x8x28x28 to 1)", adaptive(8, 64, clip, 1));
  }

  private static Work.Pool adaptive(int n, int c, List<Integer> in, int size) {
    return new Work.Pool("adaptive", n, c, in, size, 0, 0);
  }

  private static void gemm(
      List<Row> rows, int m, int k, int n, boolean leftTurned, boolean rightTurned) {
    String name =
        m + "x" + k + (leftTurned ? "'" : "") + " x " + k + "x" + n + (rightTurned ? "'" : "");
    rows.add(new Row("gemm", name, new Work.Gemm(m, k, n, leftTurned, rightTurned), false));
  }

  private static void convolutions(List<Row> rows) {
    conv(rows, "LeNet", Work.Conv.square(64, 1, 28, 6, 5, 1, 2, false), true);
    conv(rows, "LeNet", Work.Conv.square(64, 6, 14, 16, 5, 1, 0, false), true);
    for (int batch : new int[] {8, 1}) {
      for (int[] s : RESNET_50) {
        Work.Conv c = Work.Conv.square(batch, s[1], s[0], s[2], s[3], s[4], s[3] / 2, false);
        conv(rows, "ResNet", c, batch == 8 && QUICK_CONVOLUTIONS.contains(RESNET_50.indexOf(s)));
        if (s[3] == 3 && s[4] == 1) {
          algorithms(rows, "ResNet", c);
        }
      }
    }
    for (int[] s : DEEP_BENCH) {
      List<Integer> size = List.of(s[1], s[0]);
      List<Integer> kernel = List.of(s[6], s[5]);
      Work.Conv c = new Work.Conv(s[3], s[2], size, s[4], kernel, s[8], s[7], 1, false, false);
      conv(rows, "DeepBench", c, false);
    }
    for (int batch : new int[] {8, 1}) {
      for (int[] s : DEPTHWISE) {
        List<Integer> size = List.of(s[0], s[0]);
        Work.Conv c =
            new Work.Conv(batch, s[1], size, s[1], List.of(3, 3), s[2], 1, s[1], false, false);
        conv(rows, "depthwise", c, false);
      }
      for (int[] s : TEXT) {
        Work.Conv c =
            new Work.Conv(
                batch, s[1], List.of(s[0]), s[2], List.of(s[3]), 1, s[3] / 2, 1, false, false);
        conv(rows, "text", c, false);
      }
      for (int[] s : VIDEO) {
        List<Integer> size = List.of(s[0], s[1], s[1]);
        Work.Conv c =
            new Work.Conv(batch, s[2], size, s[3], List.of(3, 3, 3), s[4], 1, 1, false, false);
        conv(rows, "video", c, false);
      }
      for (int[] s : TRANSPOSED) {
        List<Integer> size = List.of(s[0], s[0]);
        List<Integer> kernel = List.of(s[3], s[3]);
        Work.Conv c = new Work.Conv(batch, s[1], size, s[2], kernel, s[4], s[5], 1, true, false);
        conv(rows, "transposed", c, false);
      }
    }
  }

  /** Forward, and forward with the gradients. */
  private static void conv(List<Row> rows, String family, Work.Conv c, boolean quick) {
    String name = family + " " + c.describe();
    rows.add(new Row("conv", name + " fwd", c, quick));
    rows.add(new Row("conv", name + " fwd+bwd", c.withBackward(), quick));
  }

  /** The same directly and by Winograd's method: each one's speed beside its error. */
  private static void algorithms(List<Row> rows, String family, Work.Conv c) {
    for (ConvolutionAlgorithm a :
        new ConvolutionAlgorithm[] {ConvolutionAlgorithm.DIRECT, ConvolutionAlgorithm.WINOGRAD}) {
      String name = family + " " + c.describe() + " " + a.name().toLowerCase(Locale.ROOT);
      rows.add(new Row("conv", name + " fwd", c, false, a));
      rows.add(new Row("conv", name + " fwd+bwd", c.withBackward(), false, a));
    }
  }

  private static void elementwise(List<Row> rows, String name, Work work) {
    rows.add(new Row("elementwise", name, work, !name.contains("256K")));
  }
}
