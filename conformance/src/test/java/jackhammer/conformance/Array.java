package jackhammer.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jackhammer.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * A tensor outside of any library: a type, sizes, and values in row-major order, each exact in a
 * double (integers up to 2^53).
 */
record Array(DType dtype, int[] shape, double[] values) {

  Array {
    if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != values.length) {
      throw new IllegalArgumentException(
          Arrays.toString(shape) + " with " + values.length + " values");
    }
  }

  /** The same values in another type. */
  Array to(DType type) {
    double[] converted = values.clone();
    if (type == DType.FLOAT32) {
      Arrays.setAll(converted, i -> (float) values[i]);
    }
    return new Array(type, shape, converted);
  }

  /** As the oracle reads it. */
  void encode(ObjectNode node) {
    ArrayNode sizes = node.putArray("shape");
    Arrays.stream(shape).forEach(sizes::add);
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * dtype.itemSize()).order(ByteOrder.LITTLE_ENDIAN);
    for (double v : values) {
      switch (dtype) {
        case FLOAT32 -> bytes.putFloat((float) v);
        case FLOAT64 -> bytes.putDouble(v);
        case INT64 -> bytes.putLong((long) v);
        case INT32 -> bytes.putInt((int) v);
        case INT16 -> bytes.putShort((short) v);
        case INT8, UINT8, BOOL -> bytes.put((byte) v);
        case FLOAT16, BFLOAT16 -> throw new IllegalArgumentException("no " + dtype + " in arrays");
      }
    }
    node.put("dtype", dtype.name().toLowerCase(Locale.ROOT));
    node.put("data", Base64.getEncoder().encodeToString(bytes.array()));
  }

  /** From the oracle's answer. */
  static Array decode(JsonNode node) {
    int[] shape =
        StreamSupport.stream(node.get("shape").spliterator(), false)
            .mapToInt(JsonNode::asInt)
            .toArray();
    DType dtype = DType.valueOf(node.get("dtype").asText().toUpperCase(Locale.ROOT));
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(node.get("data").asText()))
            .order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[bytes.remaining() / dtype.itemSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (dtype) {
            case FLOAT32 -> bytes.getFloat();
            case FLOAT64 -> bytes.getDouble();
            case INT64 -> bytes.getLong();
            case INT32 -> bytes.getInt();
            case INT16 -> bytes.getShort();
            case INT8, BOOL -> bytes.get();
            case UINT8 -> bytes.get() & 0xff;
            case FLOAT16 -> Float.float16ToFloat(bytes.getShort());
            case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort() << 16);
          };
    }
    return new Array(dtype, shape, values);
  }

  @Override
  public String toString() {
    return dtype + Arrays.toString(shape);
  }
}
