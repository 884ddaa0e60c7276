package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Parameter;
import jackhammer.internal.ops.Check;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Parameters by name.
 *
 * <pre>{@code
 * ParameterDict scales = new ParameterDict().put("left", new Parameter(ones(3)));
 * Tensor y = x.mul(scales.get("left"));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ParameterDict.html">torch.nn.ParameterDict</a>
 */
public class ParameterDict extends Module {

  /** Empty. */
  public ParameterDict() {
    this(Map.of());
  }

  /** The parameters of a map, in its order; if it has none, in that of the names. */
  public ParameterDict(Map<String, Parameter> parameters) {
    putAll(parameters);
  }

  /** Adds a parameter, or puts it in the place of the one with that name. */
  public final ParameterDict put(String name, Parameter parameter) {
    if (parameter == null) {
      throw new IllegalArgumentException("ParameterDict: parameter \"" + name + "\" is null");
    }
    SequencedMap<String, Parameter> all = ownParameters();
    if (all.containsKey(name)) {
      all.put(name, parameter);
      clear();
      all.forEach(this::registerParameter);
    } else {
      registerParameter(name, parameter);
    }
    return this;
  }

  /** Adds the parameters of a map, in its order; if it has none, in that of the names. */
  public final ParameterDict putAll(Map<String, Parameter> parameters) {
    Check.notNull("ParameterDict", "parameters", parameters);
    (parameters instanceof SequencedMap ? parameters : new TreeMap<>(parameters))
        .forEach(this::put);
    return this;
  }

  /** The parameter of a name. */
  public Parameter get(String name) {
    Parameter found = ownParameters().get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "ParameterDict: there is no parameter named \"" + name + "\"; there are " + keySet());
    }
    return found;
  }

  /** Takes the parameter of a name away. */
  public final Parameter remove(String name) {
    Parameter removed = get(name);
    unregister(name);
    return removed;
  }

  /** Takes all parameters away. */
  public final void clear() {
    ownParameters().keySet().forEach(this::unregister);
  }

  /** Whether there is a parameter of that name. */
  public boolean containsKey(String name) {
    return ownParameters().containsKey(name);
  }

  /** How many parameters there are. */
  public int size() {
    return ownParameters().size();
  }

  /** The names, in the order in which they came. */
  public Set<String> keySet() {
    return ownParameters().keySet();
  }

  /** The parameters, in the order in which they came. */
  public List<Parameter> values() {
    return List.copyOf(ownParameters().values());
  }

  @Override
  protected String extraRepr() {
    StringJoiner lines = new StringJoiner("\n");
    ownParameters()
        .forEach((name, p) -> lines.add(ParameterList.line(name, typeName(p.dtype()), p)));
    return lines.toString();
  }

  /** PyTorch's older name of a tensor of that type, which it prints here and nowhere else. */
  private static String typeName(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> "torch.FloatTensor";
      case FLOAT64 -> "torch.DoubleTensor";
      case FLOAT16 -> "torch.HalfTensor";
      case BFLOAT16 -> "torch.BFloat16Tensor";
      case INT64 -> "torch.LongTensor";
      case INT32 -> "torch.IntTensor";
      case INT16 -> "torch.ShortTensor";
      case INT8 -> "torch.CharTensor";
      case UINT8 -> "torch.ByteTensor";
      case BOOL -> "torch.BoolTensor";
    };
  }
}
