package jackhammer.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The command {@code script}: runs a TorchScript function {@code f(Tensor, ...) -> List[Tensor]} on
 * given inputs, and its gradients. TorchScript reaches every ATen operator by its name and
 * arguments, so nothing has to be added here for a new one.
 *
 * <pre>
 * question: source; inputs: [{dtype, shape, data, grad}]; backward: bool
 * answer:   outputs: [{dtype, shape, data}]; gradients: [{...} or null], one per input with grad; none if no output has a gradient
 * </pre>
 *
 * <p>{@code data} is base64 of little-endian elements. With {@code backward}, element i of the
 * gradient of every output that has one is ((37 i + 11) mod 19 - 9) / 8, which every type holds
 * exactly.
 */
final class LibtorchScript {

  private static final Map<String, ScalarType> TYPES =
      Map.of(
          "float32", ScalarType.Float,
          "float64", ScalarType.Double,
          "float16", ScalarType.Half,
          "bfloat16", ScalarType.BFloat16,
          "int8", ScalarType.Char,
          "uint8", ScalarType.Byte,
          "int16", ScalarType.Short,
          "int32", ScalarType.Int,
          "int64", ScalarType.Long,
          "bool", ScalarType.Bool);

  private LibtorchScript() {}

  static void run(JsonNode question, ObjectNode answer) throws IOException {
    // What is asked for is the operators themselves, not what a fusing executor makes of them.
    torch.setGraphExecutorOptimize(false);
    try (PointerScope _ = new PointerScope();
        CompilationUnit unit = torch.compile(question.get("source").asText())) {
      IValueVector arguments = new IValueVector();
      List<Tensor> leaves = new ArrayList<>();
      for (JsonNode input : question.get("inputs")) {
        Tensor t = decode(input);
        if (input.get("grad").asBoolean()) {
          t.requires_grad_();
          leaves.add(t);
        }
        arguments.push_back(new IValue(t));
      }
      IValue result = unit.get_function(new QualifiedName("f")).apply(arguments);
      Tensor[] outputs = result.toTensorVector().get();
      ArrayNode encoded = answer.putArray("outputs");
      for (Tensor t : outputs) {
        encode(t, encoded.addObject());
      }
      if (question.get("backward").asBoolean()) {
        gradients(outputs, leaves, answer.putArray("gradients"));
      }
    }
  }

  private static void gradients(Tensor[] outputs, List<Tensor> leaves, ArrayNode answer) {
    TensorVector ys = new TensorVector();
    TensorVector gs = new TensorVector();
    for (Tensor y : outputs) {
      if (y.requires_grad()) {
        ys.push_back(y);
        gs.push_back(cotangent(y));
      }
    }
    if (ys.empty()) {
      return;
    }
    TensorVector xs = new TensorVector(leaves.toArray(Tensor[]::new));
    for (Tensor g : torch.grad(ys, xs, gs, new BoolOptional(), false, true).get()) {
      if (g.defined()) {
        encode(g, answer.addObject());
      } else {
        answer.addNull();
      }
    }
  }

  private static Tensor cotangent(Tensor y) {
    double[] g = new double[Math.toIntExact(y.numel())];
    for (int i = 0; i < g.length; i++) {
      g[i] = ((37L * i + 11) % 19 - 9) / 8.0;
    }
    Tensor t = torch.zeros(y.shape(), new TensorOptions(ScalarType.Double));
    if (g.length > 0) {
      new DoublePointer(t.data_ptr()).put(g);
    }
    return t.to(y.scalar_type());
  }

  private static Tensor decode(JsonNode node) throws IOException {
    long[] shape =
        StreamSupport.stream(node.get("shape").spliterator(), false)
            .mapToLong(JsonNode::asLong)
            .toArray();
    byte[] data = Base64.getDecoder().decode(node.get("data").asText());
    Tensor t = torch.zeros(shape, new TensorOptions(TYPES.get(node.get("dtype").asText())));
    if (t.nbytes() != data.length) {
      throw new IllegalArgumentException(
          "input of " + t.nbytes() + " bytes came with " + data.length);
    }
    if (data.length > 0) {
      new BytePointer(t.data_ptr()).put(data);
    }
    return t;
  }

  private static void encode(Tensor t, ObjectNode node) {
    ArrayNode shape = node.putArray("shape");
    for (long s : t.shape()) {
      shape.add(s);
    }
    Tensor flat = t.detach().contiguous();
    byte[] data = new byte[Math.toIntExact(flat.nbytes())];
    if (data.length > 0) {
      new BytePointer(flat.data_ptr()).get(data);
    }
    node.put("data", Base64.getEncoder().encodeToString(data));
    node.put("dtype", name(t.scalar_type().intern()));
  }

  private static String name(ScalarType type) {
    return TYPES.entrySet().stream()
        .filter(e -> e.getValue() == type)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("an output of type " + type));
  }
}
