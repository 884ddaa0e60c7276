package jackhammer.nn;

import jackhammer.Parameter;
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
    for (Parameter p : parameters) {
      append(p);
    }
  }

  /** Adds a parameter at the end. */
  public final ParameterList append(Parameter parameter) {
    registerParameter(Integer.toString(size()), parameter);
    return this;
  }

  /** The parameter at a place. */
  public Parameter get(int index) {
    List<Parameter> all = parameters();
    if (index < 0 || index >= all.size()) {
      throw new IndexOutOfBoundsException(
          "ParameterList: index " + index + " is out of range for " + all.size() + " parameters");
    }
    return all.get(index);
  }

  /** How many parameters there are. */
  public final int size() {
    return parameters().size();
  }

  @Override
  public Iterator<Parameter> iterator() {
    return parameters().iterator();
  }

  @Override
  protected String extraRepr() {
    StringJoiner lines = new StringJoiner("\n");
    int i = 0;
    for (Parameter p : this) {
      lines.add(
          String.format(
              "(%d): Parameter containing: [%s of size %s]",
              i++, p.dtype(), String.join("x", p.size().stream().map(Object::toString).toList())));
    }
    return lines.toString();
  }
}
