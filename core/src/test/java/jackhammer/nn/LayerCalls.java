package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.Size;
import jackhammer.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How the rows of the layers' goldens are called here: as layers and, in a second form, as
 * functions.
 */
final class LayerCalls {
  private LayerCalls() {}

  /**
   * @param indices the places of a maximum pool, or what the generator gives after a dropout
   */
  record Result(Tensor y, Tensor indices) {}

  /**
   * The row's layer called. Where a layer has weights, those in {@code t} are replaced by the
   * layer's own parameters, which hold the same numbers.
   */
  static Result layer(LayerRow row, Map<String, Tensor> t) {
    Tensor x = t.get("x");
    int dims = dims(row);
    int[] k = row.has("kernel_size") ? row.ints("kernel_size") : null;
    if (row.op().startsWith("max_pool")) {
      MaxPool pool =
          switch (dims) {
            case 1 -> new MaxPool1d(k[0], o -> window(row, o));
            case 2 -> new MaxPool2d(pair(k), o -> window(row, o));
            default -> new MaxPool3d(triple(k), o -> window(row, o));
          };
      MaxPool.Output out = pool.callWithIndices(x);
      return new Result(out.output(), out.indices());
    }
    if (row.op().equals("dropout")) {
      Tensor laidOut =
          row.flag("transposed") ? x.transpose(0, -1).contiguous().transpose(0, -1) : x;
      Jackhammer.manualSeed(row.number("seed", 0));
      Module layer = new Dropout(row.real("p", 0)).train(!"False".equals(row.text("training", "")));
      return new Result(((Layer) layer).call(laidOut), Tensor.randint(0, 1L << 31, Size.of(2)));
    }
    String reduction = row.text("reduction", "mean");
    Tensor weight = t.get("weight");
    int ignored = row.number("ignore_index", -100);
    Module layer =
        switch (row.op()) {
          case "conv1", "conv2", "conv3" -> withWeights(convolution(row, dims, t), t);
          case "avg_pool1" -> new AvgPool1d(k[0], o -> window(row, o));
          case "avg_pool2" -> new AvgPool2d(pair(k), o -> window(row, o));
          case "avg_pool3" -> new AvgPool3d(triple(k), o -> window(row, o));
          case "linear" -> withWeights(linear(t), t);
          case "bilinear" -> withWeights(bilinear(t), t);
          case "softmax" -> new Softmax(row.number("dim", 0));
          case "log_softmax" -> new LogSoftmax(row.number("dim", 0));
          case "relu" -> new ReLU();
          case "sigmoid" -> new Sigmoid();
          case "tanh" -> new Tanh();
          case "flatten" -> new Flatten(row.number("start_dim", 1), row.number("end_dim", -1));
          case "unflatten" ->
              new Unflatten(
                  row.number("dim", 0),
                  Arrays.stream(row.ints("unflattened_size")).asLongStream().toArray());
          case "cross_entropy" ->
              new CrossEntropyLoss(
                  o ->
                      o.weight(weight)
                          .ignoreIndex(ignored)
                          .labelSmoothing(row.real("label_smoothing", 0))
                          .reduction(reduction));
          case "nll_loss" ->
              new NLLLoss(o -> o.weight(weight).ignoreIndex(ignored).reduction(reduction));
          case "binary_cross_entropy" -> new BCELoss(o -> o.weight(weight).reduction(reduction));
          case "binary_cross_entropy_with_logits" ->
              new BCEWithLogitsLoss(
                  o -> o.weight(weight).posWeight(t.get("pos_weight")).reduction(reduction));
          case "mse_loss" -> new MSELoss(o -> o.reduction(reduction));
          case "l1_loss" -> new L1Loss(o -> o.reduction(reduction));
          case "pad" -> null;
          default -> throw new AssertionError("no such op: " + row.op());
        };
    return new Result(
        switch (layer) {
          case null -> padded(row, x);
          case Layer l -> l.call(x);
          case Loss l -> l.call(x, t.get("t"));
          case Bilinear l -> l.call(x, t.get("z"));
          default -> throw new AssertionError(layer);
        },
        null);
  }

  /** The same through {@link F}; null where F has no such function. */
  static Tensor function(LayerRow row, Map<String, Tensor> t) {
    Tensor x = t.get("x");
    Tensor w = t.get("w");
    Tensor b = t.get("b");
    int[] k = row.has("kernel_size") ? row.ints("kernel_size") : null;
    UnaryOperator<PoolGeometry> pool = o -> window(row, o);
    UnaryOperator<ConvGeometry> conv = g -> geometry(row, g);
    return switch (row.op()) {
      case "linear" -> F.linear(x, w, b);
      case "bilinear" -> F.bilinear(x, t.get("z"), w, b);
      case "softmax" -> F.softmax(x, row.number("dim", 0));
      case "log_softmax" -> F.logSoftmax(x, row.number("dim", 0));
      case "relu" -> F.relu(x);
      case "sigmoid" -> F.sigmoid(x);
      case "tanh" -> F.tanh(x);
      case "conv1" -> row.has("padding_mode") ? null : F.conv1d(x, w, b, conv);
      case "conv2" -> row.has("padding_mode") ? null : F.conv2d(x, w, b, conv);
      case "conv3" -> row.has("padding_mode") ? null : F.conv3d(x, w, b, conv);
      case "max_pool1" -> F.maxPool1d(x, k[0], pool);
      case "max_pool2" -> F.maxPool2d(x, pair(k), pool);
      case "max_pool3" -> F.maxPool3d(x, triple(k), pool);
      case "avg_pool1" -> F.avgPool1d(x, k[0], pool);
      case "avg_pool2" -> F.avgPool2d(x, pair(k), pool);
      case "avg_pool3" -> F.avgPool3d(x, triple(k), pool);
      default -> null;
    };
  }

  private static int dims(LayerRow row) {
    return row.op().charAt(row.op().length() - 1) - '0';
  }

  private static <M extends Module> M withWeights(M layer, Map<String, Tensor> t) {
    t.put("w", layer.parameter("weight").data_(t.get("w")));
    if (t.containsKey("b")) {
      t.put("b", layer.parameter("bias").data_(t.get("b")));
    }
    return layer;
  }

  private static Linear linear(Map<String, Tensor> t) {
    Tensor w = t.get("w");
    return new Linear((int) w.size(1), (int) w.size(0), o -> o.bias(t.containsKey("b")));
  }

  private static Bilinear bilinear(Map<String, Tensor> t) {
    Tensor w = t.get("w");
    return new Bilinear(
        (int) w.size(1), (int) w.size(2), (int) w.size(0), o -> o.bias(t.containsKey("b")));
  }

  private static Conv convolution(LayerRow row, int dims, Map<String, Tensor> t) {
    Tensor w = t.get("w");
    int in = (int) w.size(1) * row.number("groups", 1);
    int out = (int) w.size(0);
    int[] k = new int[dims];
    for (int d = 0; d < dims; d++) {
      k[d] = (int) w.size(d + 2);
    }
    UnaryOperator<Conv.Options> options = o -> options(row, o.bias(t.containsKey("b")), w.dtype());
    return switch (dims) {
      case 1 -> new Conv1d(in, out, k[0], options);
      case 2 -> new Conv2d(in, out, new Pair(k[0], k[1]), options);
      default -> new Conv3d(in, out, new Triple(k[0], k[1], k[2]), options);
    };
  }

  private static Conv.Options options(LayerRow row, Conv.Options o, DType dtype) {
    Conv.Options r = o.dtype(dtype).groups(row.number("groups", 1));
    r = row.has("stride") ? r.stride(row.ints("stride")) : r;
    r = row.has("dilation") ? r.dilation(row.ints("dilation")) : r;
    r = row.has("padding_mode") ? r.paddingMode(row.text("padding_mode", "")) : r;
    if (row.has("padding")) {
      String p = row.text("padding", "");
      r = Character.isDigit(p.charAt(0)) ? r.padding(row.ints("padding")) : r.padding(p);
    }
    return r;
  }

  private static ConvGeometry geometry(LayerRow row, ConvGeometry g) {
    ConvGeometry r = g.groups(row.number("groups", 1));
    r = row.has("stride") ? r.stride(row.ints("stride")) : r;
    r = row.has("dilation") ? r.dilation(row.ints("dilation")) : r;
    if (row.has("padding")) {
      String p = row.text("padding", "");
      r = Character.isDigit(p.charAt(0)) ? r.padding(row.ints("padding")) : r.padding(p);
    }
    return r;
  }

  private static PoolGeometry window(LayerRow row, PoolGeometry g) {
    PoolGeometry r = row.has("stride") ? g.stride(row.ints("stride")) : g;
    r = row.has("padding") ? r.padding(row.ints("padding")) : r;
    r = row.has("dilation") ? r.dilation(row.ints("dilation")) : r;
    r = row.has("ceil_mode") ? r.ceilMode(row.flag("ceil_mode")) : r;
    r = row.has("count_include_pad") ? r.countIncludePad(row.flag("count_include_pad")) : r;
    return row.has("divisor_override") ? r.divisorOverride(row.number("divisor_override", 0)) : r;
  }

  private static Pair pair(int[] k) {
    return new Pair(k[0], k[k.length - 1]);
  }

  private static Triple triple(int[] k) {
    return new Triple(k[0], k[k.length / 2], k[k.length - 1]);
  }

  private static Tensor padded(LayerRow row, Tensor x) {
    int[] cells = row.ints("pad");
    return row.has("mode")
        ? F.pad(x, cells, PaddingMode.of(row.text("mode", "")))
        : row.has("value") ? F.pad(x, cells, row.real("value", 0)) : F.pad(x, cells);
  }
}
