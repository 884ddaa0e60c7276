package jackhammer.nn;

import jackhammer.Parameter;
import jackhammer.internal.ops.Check;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.StringJoiner;

/**
 * Parameters in a list, under the names 0, 1, ...
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ParameterList.html">torch.nn.ParameterList</a>
 */
public class ParameterList extends Module implements Iterable<Parameter> {

  /** The parameters in this order. */
  public ParameterList(Parameter... parameters) {
    for (Parameter p : Check.notNull("ParameterList", "parameters", parameters)) {
      append(p);
    }
  }

  /** Adds a parameter at the end. */
  public final ParameterList append(Parameter parameter) {
    registerParameter(Integer.toString(size()), parameter);
    return this;
  }

  /** Adds the parameters of another list at the end. */
  public final ParameterList extend(Iterable<Parameter> parameters) {
    Check.notNull("ParameterList.extend", "parameters", parameters);
    List<Parameter> added = new ArrayList<>();
    parameters.forEach(added::add);
    added.forEach(this::append);
    return this;
  }

  /** The parameter at a place; negative places count from the end. */
  public Parameter get(int index) {
    return inOrder().get(place(index));
  }

  /** Puts another parameter in a place. */
  public final ParameterList set(int index, Parameter parameter) {
    List<Parameter> all = inOrder();
    all.set(place(index), parameter);
    ownParameters().keySet().forEach(this::unregister);
    all.forEach(this::append);
    return this;
  }

  /** How many parameters there are. */
  public final int size() {
    return ownParameters().size();
  }

  @Override
  public Iterator<Parameter> iterator() {
    return inOrder().iterator();
  }

  private List<Parameter> inOrder() {
    return new ArrayList<>(ownParameters().values());
  }

  private int place(int index) {
    return Places.of("ParameterList", "parameters", index, size());
  }

  @Override
  protected String extraRepr() {
    StringJoiner lines = new StringJoiner("\n");
    ownParameters().forEach((name, p) -> lines.add(line(name, p.dtype().toString(), p)));
    return lines.toString();
  }

  /** A line of the printed form, which PyTorch indents by two more than modules. */
  static String line(String name, String type, Parameter p) {
    return String.format(
        "  (%s): Parameter containing: [%s of size %s]",
        name, type, String.join("x", p.size().stream().map(Object::toString).toList()));
  }
}
