package jackhammer.conformance;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Every operation that is compared, with the generator of its configurations. */
final class Problems {

  private static final Map<String, Function<Draw, Problem>> BY_OP = new LinkedHashMap<>();

  static {
    for (int dims = 1; dims <= 3; dims++) {
      int n = dims;
      BY_OP.put("conv" + n + "d", d -> ConvProblems.draw(d, n));
      BY_OP.put("conv_transpose" + n + "d", d -> ConvProblems.transposed(d, n));
      BY_OP.put("conv" + n + "d_padding_after", d -> ConvProblems.unevenlyPadded(d, n));
      BY_OP.put("conv_transpose" + n + "d_padding_after", d -> ConvProblems.unevenlyCut(d, n));
      BY_OP.put("max_pool" + n + "d", d -> PoolProblems.max(d, n));
      BY_OP.put("avg_pool" + n + "d", d -> PoolProblems.average(d, n));
      BY_OP.put("adaptive_pool" + n + "d", d -> PoolProblems.adaptive(d, n));
      BY_OP.put("max_unpool" + n + "d", d -> PoolProblems.unpool(d, n));
      BY_OP.put("interpolate" + n + "d", d -> VisionProblems.interpolate(d, n));
      BY_OP.put("lp_pool" + n + "d", d -> PoolProblems.norm(d, n));
      if (n > 1) {
        BY_OP.put("fractional_max_pool" + n + "d", d -> PoolProblems.fractional(d, n));
      }
    }
    BY_OP.put("pad", PaddingProblems::pad);
    BY_OP.put("im2col", d -> PaddingProblems.columns(d, false));
    BY_OP.put("col2im", d -> PaddingProblems.columns(d, true));
    BY_OP.put("batch_norm", NormProblems::batch);
    BY_OP.put("instance_norm", NormProblems::instance);
    BY_OP.put("group_norm", NormProblems::group);
    BY_OP.put("layer_norm", NormProblems::layer);
    BY_OP.put("rms_norm", NormProblems::rms);
    BY_OP.put("local_response_norm", NormProblems::response);
    BY_OP.put("cross_map_lrn", NormProblems::crossMap);
    BY_OP.putAll(ActivationProblems.elementwise());
    BY_OP.put("activation_along_dim", ActivationProblems::alongADimension);
    BY_OP.put("dropout", ActivationProblems::dropout);
    BY_OP.put("shuffle", VisionProblems::shuffle);
    BY_OP.put("grid_sample", VisionProblems::gridSample);
    BY_OP.put("affine_grid", VisionProblems::affineGrid);
    BY_OP.put("linear", ProductProblems::linear);
    BY_OP.put("bilinear", ProductProblems::bilinear);
    BY_OP.put("matmul", ProductProblems::matmul);
    BY_OP.put("softmax", d -> LossProblems.softmax(d, false));
    BY_OP.put("log_softmax", d -> LossProblems.softmax(d, true));
    BY_OP.put("cross_entropy", LossProblems::crossEntropy);
    BY_OP.put("nll_loss", LossProblems::nll);
    BY_OP.put("binary_cross_entropy", LossProblems::bce);
    BY_OP.put("binary_cross_entropy_with_logits", LossProblems::bceWithLogits);
    BY_OP.put("mse_loss", d -> LossProblems.distance(d, true));
    BY_OP.put("l1_loss", d -> LossProblems.distance(d, false));
    BY_OP.putAll(DistanceProblems.all());
    BY_OP.put("embedding", EmbeddingProblems::table);
    BY_OP.put("embedding_bag", EmbeddingProblems::bag);
    BY_OP.put("attention", AttentionProblems::draw);
    for (String layer : new String[] {"RNN", "LSTM", "GRU"}) {
      BY_OP.put(layer.toLowerCase(Locale.ROOT), d -> RecurrentProblems.draw(d, layer));
    }
    BY_OP.put("unary", ElementwiseProblems::unary);
    BY_OP.put("binary", ElementwiseProblems::binary);
    BY_OP.put("floor_divide", ElementwiseProblems::roundedDivision);
    BY_OP.put("reduction", ElementwiseProblems::reduction);
    BY_OP.put("variance", ElementwiseProblems::variance);
    BY_OP.put("norm", ElementwiseProblems::norm);
    BY_OP.put("mixed_types", ElementwiseProblems::mixedTypes);
    BY_OP.put("scan", OrderProblems::scan);
    BY_OP.put("max_min", OrderProblems::withIndices);
    BY_OP.put("sort", OrderProblems::sort);
    BY_OP.put("gather_scatter", IndexProblems::gatherAndScatter);
    BY_OP.put("index_rows", IndexProblems::rows);
    BY_OP.put("index_tensors", IndexProblems::byTensors);
    BY_OP.put("masks", IndexProblems::masks);
    BY_OP.put("rearranged", IndexProblems::rearranged);
    BY_OP.put("program", ProgramProblems::draw);
  }

  private Problems() {}

  static Iterable<String> operations() {
    return BY_OP.keySet();
  }

  /** The configuration that belongs to a seed. */
  static Problem of(String operation, long seed) {
    Function<Draw, Problem> generator = BY_OP.get(operation);
    if (generator == null) {
      throw new IllegalArgumentException(
          "no operation '" + operation + "'; there are " + String.join(", ", BY_OP.keySet()));
    }
    return generator.apply(new Draw(seed));
  }
}
