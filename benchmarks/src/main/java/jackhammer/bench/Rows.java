package jackhammer.bench;

import java.util.ArrayList;
import java.util.List;
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

    conv(rows, "LeNet 64x1x28x28 6 k5 p2", 64, 1, 28, 6, 5, 2, true);
    conv(rows, "LeNet 64x6x14x14 16 k5", 64, 6, 14, 16, 5, 0, true);
    conv(rows, "ResNet 8x64x56x56 64 k3 p1", 8, 64, 56, 64, 3, 1, true);
    conv(rows, "ResNet 8x256x56x56 64 k1", 8, 256, 56, 64, 1, 0, true);
    conv(rows, "ResNet 8x64x56x56 256 k1", 8, 64, 56, 256, 1, 0, false);
    conv(rows, "ResNet 8x128x28x28 128 k3 p1", 8, 128, 28, 128, 3, 1, false);
    conv(rows, "ResNet 8x512x7x7 512 k3 p1", 8, 512, 7, 512, 3, 1, false);

    for (String op : List.of("add", "relu", "tanh", "exp")) {
      elementwise(rows, op + " 4K", new Work.Elementwise(op, 1 << 12));
      elementwise(rows, op + " 256K", new Work.Elementwise(op, 1 << 18));
      elementwise(rows, op + " 8M", new Work.Elementwise(op, 1 << 23));
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
    elementwise(rows, "maxpool 4K (1x1x64x64 k2)", new Work.MaxPool(1, 1, 64, 64, 2));
    elementwise(rows, "maxpool 256K (4x64x32x32 k2)", new Work.MaxPool(4, 64, 32, 32, 2));
    elementwise(rows, "maxpool 8M (32x64x64x64 k2)", new Work.MaxPool(32, 64, 64, 64, 2));

    for (int batch : new int[] {1, 64}) {
      rows.add(
          new Row("models", "LeNet inference batch " + batch, new Work.LenetInfer(batch), true));
      rows.add(
          new Row("models", "LeNet train step batch " + batch, new Work.LenetTrain(batch), true));
    }
    return List.copyOf(rows);
  }

  private static void gemm(
      List<Row> rows, int m, int k, int n, boolean leftTurned, boolean rightTurned) {
    String name =
        m + "x" + k + (leftTurned ? "'" : "") + " x " + k + "x" + n + (rightTurned ? "'" : "");
    rows.add(new Row("gemm", name, new Work.Gemm(m, k, n, leftTurned, rightTurned), false));
  }

  private static void conv(
      List<Row> rows,
      String name,
      int n,
      int c,
      int hw,
      int oc,
      int kernel,
      int pad,
      boolean quick) {
    for (boolean backward : new boolean[] {false, true}) {
      Work work = new Work.Conv(n, c, hw, hw, oc, kernel, 1, pad, backward);
      rows.add(new Row("conv", name + (backward ? " fwd+bwd" : " fwd"), work, quick));
    }
  }

  private static void elementwise(List<Row> rows, String name, Work work) {
    rows.add(new Row("elementwise", name, work, !name.contains("256K")));
  }
}
